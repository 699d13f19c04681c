import * as tf from '@tensorflow/tfjs-core';

/** An operation at the size that it has in a small network. */
export interface Use {
  name: string;
  /** The operation of float inputs; its gradient is that of the first. */
  f: (...inputs: tf.Tensor[]) => tf.Tensor;
  shapes: number[][];
}

const image = [1, 28, 28, 64];
const batch = [2, 28, 28, 32];
const rows = [256, 512];
const volume = [1, 6, 14, 14, 16];

/** An operation on named ranks, as its type asks for. */
type Of4D = (x: tf.Tensor4D, filter: tf.Tensor4D) => tf.Tensor;

function use(name: string, shapes: number[][], f: Use['f']): Use {
  return { name, shapes, f };
}

/** A convolution twice: with the gradient of the image, and with that of the filter. */
function convolution(name: string, x: number[], filter: number[], f: Of4D): Use[] {
  return [
    use(name, [x, filter], (image, weights) => f(image as tf.Tensor4D, weights as tf.Tensor4D)),
    use(`${name}, filter`, [filter, x], (weights, image) => f(image as tf.Tensor4D, weights as tf.Tensor4D)),
  ];
}

function elementwise(...operations: [name: string, f: (x: tf.Tensor) => tf.Tensor][]): Use[] {
  return operations.map(([name, f]) => use(name, [image], f));
}

function arithmetic(...operations: [name: string, f: (a: tf.Tensor, b: tf.Tensor) => tf.Tensor][]): Use[] {
  return operations.flatMap(([name, f]) => [
    use(name, [image, image], f),
    use(`${name}, broadcast`, [[64], image], (a, b) => f(a, b)),
  ]);
}

function reduction(...operations: [name: string, f: (x: tf.Tensor, axis: number[]) => tf.Tensor][]): Use[] {
  return operations.map(([name, f]) => use(`${name} over height and width`, [image], (x) => f(x, [1, 2])));
}

const as3 = (x: tf.Tensor) => x as tf.Tensor3D;
const as4 = (x: tf.Tensor) => x as tf.Tensor4D;
const as5 = (x: tf.Tensor) => x as tf.Tensor5D;

/** Positive numbers from any. */
const positive = (x: tf.Tensor) => tf.add(tf.abs(x), 0.5);

const convolutions: Use[] = [
  ...convolution('conv2d 3x3', image, [3, 3, 64, 64], (x, w) => tf.conv2d(x, w, 1, 'same')),
  ...convolution('conv2d 1x1', image, [1, 1, 64, 128], (x, w) => tf.conv2d(x, w, 1, 'same')),
  ...convolution('conv2d 3x3, stride 2', image, [3, 3, 64, 64], (x, w) => tf.conv2d(x, w, 2, 'same')),
  ...convolution('conv2d 3x3, dilated', image, [3, 3, 64, 64], (x, w) => tf.conv2d(x, w, 1, 'same', 'NHWC', 2)),
  ...convolution('conv2d 2x2, stride 3', [1, 7, 9, 16], [2, 2, 16, 16], (x, w) => tf.conv2d(x, w, 3, 'same')),
  ...convolution('fused conv2d, bias and relu', image, [3, 3, 64, 64], (x, filter) =>
    tf.fused.conv2d({ x, filter, strides: 1, pad: 'same', bias: tf.ones([64]), activation: 'relu' }),
  ),
  ...convolution('depthwiseConv2d 3x3', image, [3, 3, 64, 1], (x, w) => tf.depthwiseConv2d(x, w, 1, 'same')),
  ...convolution('depthwiseConv2d 3x3, stride 2', image, [3, 3, 64, 1], (x, w) => tf.depthwiseConv2d(x, w, 2, 'same')),
  ...convolution('conv2dTranspose 3x3, stride 2', [1, 14, 14, 64], [3, 3, 32, 64], (x, w) =>
    tf.conv2dTranspose(x, w, [1, 28, 28, 32], 2, 'same'),
  ),
  use(
    'conv1d',
    [
      [4, 128, 32],
      [5, 32, 64],
    ],
    (x, w) => tf.conv1d(as3(x), as3(w), 1, 'same'),
  ),
  use('conv3d, stride 2', [volume, [3, 3, 3, 16, 16]], (x, w) => tf.conv3d(as5(x), as5(w), 2, 'same')),
  use(
    'dilation2d',
    [
      [1, 28, 28, 16],
      [3, 3, 16],
    ],
    (x, w) => tf.dilation2d(as4(x), as3(w), 1, 'same'),
  ),
];

const pools: Use[] = [
  use('maxPool 2x2', [image], (x) => tf.maxPool(as4(x), 2, 2, 'valid')),
  use('maxPool 3x3, stride 2', [image], (x) => tf.maxPool(as4(x), 3, 2, 'same')),
  use('avgPool 2x2', [image], (x) => tf.avgPool(as4(x), 2, 2, 'valid')),
  use('avgPool 3x3, same', [image], (x) => tf.avgPool(as4(x), 3, 1, 'same')),
  use('maxPool3d', [volume], (x) => tf.maxPool3d(as5(x), 2, 2, 'valid')),
  use('avgPool3d', [volume], (x) => tf.avgPool3d(as5(x), 2, 2, 'valid')),
];

const products: Use[] = [
  use('matMul', [rows, [512, 128]], (a, b) => tf.matMul(a, b)),
  use('matMul, transposed', [rows, [128, 512]], (a, b) => tf.matMul(a, b, false, true)),
  use('fused matMul, bias', [rows, [512, 128]], (a, b) => tf.fused.matMul({ a, b, bias: tf.ones([128]) })),
  use('fused matMul, transposed, bias', [rows, [128, 512]], (a, b) =>
    tf.fused.matMul({ a, b, transposeB: true, bias: tf.ones([128]) }),
  ),
  use(
    'einsum of attention',
    [
      [1, 32, 4, 16],
      [1, 32, 4, 16],
    ],
    (a, b) => tf.einsum('bqhd,bkhd->bhqk', a, b),
  ),
  use('batchNorm', [image, [64], [64]], (x, mean, scale) =>
    tf.batchNorm(x, mean as tf.Tensor1D, tf.ones([64]), tf.zeros([64]), scale as tf.Tensor1D),
  ),
  use('localResponseNormalization', [batch], (x) => tf.localResponseNormalization(as4(x), 2)),
  use('softmax', [rows], (x) => tf.softmax(x)),
  use('logSoftmax', [rows], (x) => tf.logSoftmax(x)),
];

const functions: Use[] = [
  ...elementwise(
    ['relu', tf.relu],
    ['relu6', tf.relu6],
    ['clipByValue', (x) => tf.clipByValue(x, -0.5, 0.5)],
    ['leakyRelu', (x) => tf.leakyRelu(x, 0.2)],
    ['elu', tf.elu],
    ['selu', tf.selu],
    ['sigmoid', tf.sigmoid],
    ['tanh', tf.tanh],
    ['softplus', tf.softplus],
    ['erf', tf.erf],
    ['exp', tf.exp],
    ['log', (x) => tf.log(positive(x))],
    ['sqrt', (x) => tf.sqrt(positive(x))],
    ['abs', tf.abs],
    ['square', tf.square],
    ['cast', (x) => tf.cast(x, 'float32')],
    ['clone', tf.clone],
  ),
  use('prelu', [image, [64]], (x, alpha) => tf.prelu(x, alpha)),
  ...arithmetic(
    ['add', tf.add],
    ['sub', tf.sub],
    ['mul', tf.mul],
    ['div', (a, b) => tf.div(a, positive(b))],
    ['maximum', tf.maximum],
    ['minimum', tf.minimum],
    ['squaredDifference', tf.squaredDifference],
  ),
  use('where(greater)', [image, image], (a, b) => tf.where(tf.greater(a, b), tf.mul(a, 2), b)),
  ...reduction(['sum', tf.sum], ['mean', tf.mean], ['max', tf.max], ['min', tf.min], ['prod', tf.prod]),
  use('cumsum', [rows], (x) => tf.cumsum(x, 1)),
  use('topk', [rows], (x) => tf.topk(x, 5).values),
];

const shaping: Use[] = [
  use('reshape', [image], (x) => tf.reshape(x, [28, -1])),
  use('transpose', [image], (x) => tf.transpose(x, [0, 3, 1, 2])),
  use('concat', [image, image], (a, b) => tf.concat([a, b], 3)),
  use('split', [image], (x) => tf.split(x, 2, 3)[1]),
  use('stack', [image, image], (a, b) => tf.stack([a, b])),
  use('unstack', [batch], (x) => tf.unstack(x)[1]),
  use('slice', [image], (x) => tf.slice(x, [0, 2, 2, 0], [1, 20, 20, 64])),
  use('stridedSlice', [image], (x) => tf.stridedSlice(x, [0, 0, 0, 0], [1, 28, 28, 64], [1, 2, 2, 1])),
  use('pad', [image], (x) =>
    tf.pad(x, [
      [0, 0],
      [2, 2],
      [2, 2],
      [0, 0],
    ]),
  ),
  use('mirrorPad', [image], (x) =>
    tf.mirrorPad(
      x,
      [
        [0, 0],
        [2, 2],
        [2, 2],
        [0, 0],
      ],
      'reflect',
    ),
  ),
  use('tile', [[1, 28, 28, 16]], (x) => tf.tile(x, [1, 1, 1, 4])),
  use('reverse', [image], (x) => tf.reverse(x, [1])),
  use('gather', [[1000, 64]], (x) => tf.gather(x, tf.tensor1d([5, 900, 5, 17], 'int32'))),
  use('gatherND', [rows], (x) =>
    tf.gatherND(
      x,
      tf.tensor2d(
        [
          [3, 5],
          [9, 0],
        ],
        [2, 2],
        'int32',
      ),
    ),
  ),
  use('unsortedSegmentSum', [[4, 64]], (x) => tf.unsortedSegmentSum(x, tf.tensor1d([1, 0, 1, 2], 'int32'), 3)),
  use('depthToSpace', [image], (x) => tf.depthToSpace(as4(x), 2)),
  use('spaceToBatchND', [image], (x) =>
    tf.spaceToBatchND(
      x,
      [2, 2],
      [
        [0, 0],
        [0, 0],
      ],
    ),
  ),
  use('resizeBilinear', [image], (x) => tf.image.resizeBilinear(as4(x), [56, 56])),
  use('resizeBilinear, half pixels', [image], (x) => tf.image.resizeBilinear(as4(x), [56, 56], false, true)),
  use('resizeNearestNeighbor', [image], (x) => tf.image.resizeNearestNeighbor(as4(x), [56, 56])),
];

/** The operations of the table. */
export const uses: Use[] = [...convolutions, ...pools, ...products, ...functions, ...shaping];
