import * as tf from '@tensorflow/tfjs-core';

/** One use of an operation whose gradient is checked. */
export interface Example {
  /** The kernel or operation whose gradient it shows. */
  op: string;
  /** What is particular about it. */
  note?: string;
  /** The function, smooth at the inputs. */
  f: (...xs: tf.Tensor[]) => tf.Tensor;
  /** The shapes of the inputs. */
  shapes: number[][];
  /** The range of the inputs, [-2, 2] by default. */
  range?: [number, number];
}

const t4 = (x: tf.Tensor) => x as tf.Tensor4D;
const t5 = (x: tf.Tensor) => x as tf.Tensor5D;
const t3 = (x: tf.Tensor) => x as tf.Tensor3D;

function unary(op: string, f: (x: tf.Tensor) => tf.Tensor, range?: [number, number]): Example[] {
  return [
    { op, f, shapes: [[3, 4]], range },
    { op, note: 'scalar', f, shapes: [[]], range },
  ];
}

function binary(op: string, f: (a: tf.Tensor, b: tf.Tensor) => tf.Tensor, range?: [number, number]): Example[] {
  return [
    {
      op,
      f,
      shapes: [
        [2, 3],
        [2, 3],
      ],
      range,
    },
    { op, note: 'row', f, shapes: [[2, 3], [3]], range },
    {
      op,
      note: 'column and row',
      f,
      shapes: [
        [3, 1],
        [1, 4],
      ],
      range,
    },
    { op, note: 'scalar first', f, shapes: [[], [2, 2]], range },
  ];
}

/** Moves the inputs apart, so that no two are equal. */
function apart(f: (a: tf.Tensor, b: tf.Tensor) => tf.Tensor): (a: tf.Tensor, b: tf.Tensor) => tf.Tensor {
  return (a, b) => f(a, tf.add(b, 0.11));
}

/** A comparison or rounding, used as a mask. */
function mask(op: string, condition: (x: tf.Tensor) => tf.Tensor, ...shapes: number[][]): Example {
  return {
    op,
    f: (x) => tf.add(tf.square(x), tf.mul(x, tf.cast(condition(x), 'float32'))),
    shapes: shapes.length > 0 ? shapes : [[3, 4]],
  };
}

const elementwise: Example[] = [
  ...unary('Abs', tf.abs),
  ...unary('Acos', tf.acos, [-0.9, 0.9]),
  ...unary('Acosh', tf.acosh, [1.2, 3]),
  ...unary('Asin', tf.asin, [-0.9, 0.9]),
  ...unary('Asinh', tf.asinh),
  ...unary('Atan', tf.atan),
  ...unary('Atanh', tf.atanh, [-0.9, 0.9]),
  ...unary('Cos', tf.cos),
  ...unary('Cosh', tf.cosh),
  ...unary('Elu', tf.elu),
  ...unary('Erf', tf.erf),
  ...unary('Exp', tf.exp),
  ...unary('Expm1', tf.expm1),
  ...unary('LeakyRelu', (x) => tf.leakyRelu(x, 0.3)),
  ...unary('Log', tf.log, [0.3, 3]),
  ...unary('Log1p', tf.log1p, [-0.5, 3]),
  ...unary('Neg', tf.neg),
  ...unary('Reciprocal', tf.reciprocal, [0.4, 3]),
  ...unary('Reciprocal', tf.reciprocal, [-3, -0.4]).map((example) => ({
    ...example,
    note: `negative ${example.note ?? ''}`,
  })),
  ...unary('Relu', tf.relu),
  ...unary('Relu6', tf.relu6, [-3.1, 9]),
  ...unary('Rsqrt', tf.rsqrt, [0.5, 3]),
  ...unary('Selu', tf.selu),
  ...unary('Sigmoid', tf.sigmoid),
  ...unary('Sin', tf.sin),
  ...unary('Sinh', tf.sinh),
  ...unary('Softplus', tf.softplus),
  ...unary('Sqrt', tf.sqrt, [0.5, 3]),
  ...unary('Square', tf.square),
  ...unary('Tan', tf.tan, [-1, 1]),
  ...unary('Tanh', tf.tanh),
  ...unary('ClipByValue', (x) => tf.clipByValue(x, -0.55, 1.2)),
  ...unary('Identity', tf.clone),
  ...unary('Cast', (x) => tf.cast(x, 'float32')),
  ...unary('LogSoftmax', (x) => (x.rank > 0 ? tf.logSoftmax(x) : tf.square(x))),
  {
    op: 'Prelu',
    f: tf.prelu,
    shapes: [
      [3, 4],
      [3, 4],
    ],
  },
  { op: 'Prelu', note: 'shared alpha', f: tf.prelu, shapes: [[2, 3, 4], [4]] },
];

const arithmetic: Example[] = [
  ...binary('Add', tf.add),
  ...binary('Sub', tf.sub),
  ...binary('Multiply', tf.mul),
  ...binary('RealDiv', tf.div, [0.5, 2]),
  ...binary('SquaredDifference', tf.squaredDifference),
  ...binary('Maximum', apart(tf.maximum)),
  ...binary('Minimum', apart(tf.minimum)),
  ...binary('Atan2', tf.atan2, [0.5, 2]),
  ...binary('Pow', tf.pow, [0.5, 2]),
  { op: 'Pow', note: 'negative base', f: (x) => tf.pow(x, 3), shapes: [[3, 4]] },
  { op: 'Mod', f: (x) => tf.mod(x, 0.77), shapes: [[2, 3]], range: [0.1, 0.7] },
  { op: 'Mod', note: 'divisor', f: (x) => tf.mod(tf.tensor1d([1.9, 1.7]), x), shapes: [[2]], range: [0.8, 0.9] },
  {
    op: 'AddN',
    f: (...xs) => tf.addN(xs),
    shapes: [
      [2, 3],
      [2, 3],
      [2, 3],
    ],
  },
];

const masks: Example[] = [
  mask('Equal', (x) => tf.equal(x, x)),
  mask('NotEqual', (x) => tf.notEqual(x, 0)),
  mask('Greater', (x) => tf.greater(x, 0)),
  mask('GreaterEqual', (x) => tf.greaterEqual(x, 0)),
  mask('Less', (x) => tf.less(x, tf.neg(x))),
  mask('LessEqual', (x) => tf.lessEqual(x, 0)),
  mask('LogicalAnd', (x) => tf.logicalAnd(tf.greater(x, -1), tf.less(x, 1))),
  mask('LogicalOr', (x) => tf.logicalOr(tf.less(x, -1), tf.greater(x, 1))),
  mask('LogicalNot', (x) => tf.logicalNot(tf.less(x, -1))),
  mask('LogicalXor', (x) => tf.logicalXor(tf.less(x, -1), tf.less(x, 1))),
  mask('IsNan', tf.isNaN),
  mask('IsInf', tf.isInf),
  mask('IsFinite', tf.isFinite),
  mask('All', (x) => tf.all(tf.greater(x, -9))),
  mask('Any', (x) => tf.any(tf.greater(x, 0))),
  mask('ArgMax', (x) => tf.argMax(x, 1), [3, 3]),
  mask('ArgMin', (x) => tf.argMin(x, 1), [3, 3]),
  mask('Ceil', tf.ceil),
  mask('Floor', tf.floor),
  mask('Round', tf.round, [2, 3]),
  mask('Sign', tf.sign),
  mask('Step', (x) => tf.step(x)),
  mask('ZerosLike', tf.zerosLike),
  mask('OnesLike', tf.onesLike),
  mask('FloorDiv', (x) => tf.floorDiv(x, 0.7), [2, 3]),
  mask('BitwiseAnd', (x) => tf.bitwiseAnd(tf.cast(x, 'int32'), tf.cast(x, 'int32')), [2, 2]),
  mask('OneHot', (x) => tf.oneHot(tf.argMax(x, 1), 3), [3, 3]),
  {
    op: 'Select',
    f: (a, b) => tf.where(tf.greater(a, b), tf.exp(a), tf.mul(a, b)),
    shapes: [
      [3, 4],
      [3, 4],
    ],
  },
  { op: 'Select', note: 'broadcast', f: (a, b) => tf.where(tf.greater(a, 0), tf.exp(a), b), shapes: [[3, 4], [4]] },
];

const reductions: Example[] = (
  [
    ['Sum', tf.sum],
    ['Mean', tf.mean],
    ['Max', tf.max],
    ['Min', tf.min],
    ['Prod', tf.prod],
  ] as const
).flatMap(([op, reduce]) => [
  { op, note: 'all', f: (x: tf.Tensor) => reduce(x), shapes: [[2, 3]] },
  { op, note: 'first', f: (x: tf.Tensor) => reduce(x, 0), shapes: [[4, 3]] },
  { op, note: 'last, kept', f: (x: tf.Tensor) => reduce(x, -1, true), shapes: [[2, 3, 4]] },
  { op, note: 'two', f: (x: tf.Tensor) => reduce(x, [0, 2]), shapes: [[2, 3, 4]] },
  { op, note: 'scalar', f: (x: tf.Tensor) => reduce(x), shapes: [[]] },
]);

const shaping: Example[] = [
  { op: 'Reshape', f: (x) => tf.reshape(x, [3, 2]), shapes: [[2, 3]] },
  { op: 'ExpandDims', f: (x) => tf.expandDims(x, 1), shapes: [[2, 3]] },
  { op: 'Transpose', f: (x) => tf.transpose(x, [2, 0, 1]), shapes: [[2, 3, 4]] },
  {
    op: 'PadV2',
    f: (x) =>
      tf.pad(
        x,
        [
          [1, 2],
          [0, 1],
        ],
        0.5,
      ),
    shapes: [[2, 3]],
  },
  {
    op: 'MirrorPad',
    note: 'reflect',
    f: (x) =>
      tf.mirrorPad(
        x,
        [
          [1, 2],
          [2, 1],
        ],
        'reflect',
      ),
    shapes: [[3, 3]],
  },
  {
    op: 'MirrorPad',
    note: 'symmetric',
    f: (x) =>
      tf.mirrorPad(
        x,
        [
          [2, 1],
          [0, 3],
        ],
        'symmetric',
      ),
    shapes: [[2, 3]],
  },
  { op: 'Slice', f: (x) => tf.slice(x, [1, 0], [2, 2]), shapes: [[4, 3]] },
  { op: 'StridedSlice', f: (x) => tf.stridedSlice(x, [0, 4], [3, 0], [2, -2]), shapes: [[4, 5]] },
  {
    op: 'StridedSlice',
    note: 'new axis',
    f: (x) => tf.stridedSlice(x, [1, 0, 0], [2, 0, 4], [1, 1, 2], 0, 0, 0, 2),
    shapes: [[2, 3, 4]],
  },
  {
    op: 'Concat',
    f: (...xs) => tf.concat(xs, 1),
    shapes: [
      [2, 3],
      [2, 1],
      [2, 2],
    ],
  },
  { op: 'SplitV', note: 'of one', f: (x) => tf.square(tf.split(x, 1)[0]), shapes: [[2, 3]] },
  { op: 'SplitV', f: (x) => tf.mul(tf.split(x, [1, 2], 1)[1], 2), shapes: [[2, 3]] },
  { op: 'SplitV', note: 'all parts', f: (x) => tf.addN(tf.split(x, 2, -1).map(tf.square)), shapes: [[2, 4]] },
  {
    op: 'Pack',
    f: (...xs) => tf.stack(xs, 1),
    shapes: [
      [2, 3],
      [2, 3],
    ],
  },
  { op: 'Unpack', note: 'of one', f: (x) => tf.square(tf.unstack(x)[0]), shapes: [[1, 3]] },
  { op: 'Unpack', f: (x) => tf.mul(...(tf.unstack(x, 1) as [tf.Tensor, tf.Tensor])), shapes: [[3, 2]] },
  { op: 'Tile', f: (x) => tf.tile(x, [2, 1, 3]), shapes: [[1, 2, 2]] },
  { op: 'Tile', note: 'rank 5', f: (x) => tf.tile(x, [2, 1, 3, 1, 2]), shapes: [[1, 2, 1, 2, 2]] },
  { op: 'Reverse', f: (x) => tf.reverse(x, [0, 2]), shapes: [[2, 2, 3]] },
  { op: 'FlipLeftRight', f: (x) => tf.image.flipLeftRight(t4(x)), shapes: [[1, 2, 3, 2]] },
  { op: 'GatherV2', f: (x) => tf.gather(x, tf.tensor1d([2, 0, 2], 'int32'), 1), shapes: [[2, 3, 2]] },
  {
    op: 'GatherV2',
    note: 'rows',
    f: (x) =>
      tf.gather(
        x,
        tf.tensor2d(
          [
            [1, 1],
            [0, 2],
          ],
          [2, 2],
          'int32',
        ),
      ),
    shapes: [[3, 2]],
  },
  {
    op: 'GatherV2',
    note: 'batch',
    f: (x) =>
      tf.gather(
        x,
        tf.tensor2d(
          [
            [2, 0],
            [1, 1],
          ],
          [2, 2],
          'int32',
        ),
        2,
        1,
      ),
    shapes: [[2, 2, 3]],
  },
  {
    op: 'GatherNd',
    f: (x) =>
      tf.gatherND(
        x,
        tf.tensor2d(
          [
            [0, 1],
            [2, 0],
            [0, 1],
          ],
          [3, 2],
          'int32',
        ),
      ),
    shapes: [[3, 2]],
  },
  {
    op: 'ScatterNd',
    f: (x) => tf.scatterND(tf.tensor2d([[0], [2], [0]], [3, 1], 'int32'), x, [4, 2]),
    shapes: [[3, 2]],
  },
  {
    op: 'UnsortedSegmentSum',
    f: (x) => tf.unsortedSegmentSum(x, tf.tensor1d([1, -1, 1, 0], 'int32'), 3),
    shapes: [[4, 2]],
  },
  { op: 'Cumsum', f: (x) => tf.cumsum(x, 1), shapes: [[2, 3]] },
  { op: 'Cumsum', note: 'not last', f: (x) => tf.cumsum(x, 0, true, true), shapes: [[3, 2, 2]] },
  { op: 'Diag', f: tf.diag, shapes: [[4]] },
  {
    op: 'TensorScatterUpdate',
    f: (x, updates) => tf.tensorScatterUpdate(x, tf.tensor2d([[2], [0]], [2, 1], 'int32'), updates),
    shapes: [
      [4, 2],
      [2, 2],
    ],
  },
  { op: 'TopK', f: (x) => tf.topk(x, 2).values, shapes: [[2, 4]] },
  { op: 'DepthToSpace', f: (x) => tf.depthToSpace(t4(x), 2), shapes: [[1, 2, 1, 8]] },
  {
    op: 'SpaceToBatchND',
    f: (x) =>
      tf.spaceToBatchND(
        x,
        [2, 2],
        [
          [0, 0],
          [1, 1],
        ],
      ),
    shapes: [[1, 2, 2, 2]],
  },
  {
    op: 'BatchToSpaceND',
    f: (x) =>
      tf.batchToSpaceND(
        x,
        [2, 2],
        [
          [0, 1],
          [1, 0],
        ],
      ),
    shapes: [[4, 2, 1, 2]],
  },
];

const products: Example[] = [
  ...[false, true].flatMap((transposeA) =>
    [false, true].flatMap((transposeB): Example[] => {
      const a = transposeA ? [3, 2] : [2, 3];
      const b = transposeB ? [4, 3] : [3, 4];
      const f = (x: tf.Tensor, y: tf.Tensor) => tf.matMul(x, y, transposeA, transposeB);
      const fused = (x: tf.Tensor, y: tf.Tensor, bias: tf.Tensor) =>
        tf.fused.matMul({ a: x, b: y, transposeA, transposeB, bias });
      return [
        { op: 'BatchMatMul', note: `${transposeA} ${transposeB}`, f, shapes: [a, b] },
        {
          op: 'BatchMatMul',
          note: `batches, ${transposeA} ${transposeB}`,
          f,
          shapes: [
            [2, ...a],
            [2, ...b],
          ],
        },
        {
          op: 'BatchMatMul',
          note: `one for all, ${transposeA} ${transposeB}`,
          f,
          shapes: [
            [2, ...a],
            [1, ...b],
          ],
        },
        { op: 'fusedMatMul__op', note: `${transposeA} ${transposeB}`, f: fused, shapes: [a, b, [4]] },
      ];
    }),
  ),
  {
    op: 'fusedMatMul__op',
    note: 'without bias',
    f: (a, b) => tf.fused.matMul({ a, b }),
    shapes: [
      [2, 3],
      [3, 2],
    ],
  },
  {
    op: 'Einsum',
    f: (a, b) => tf.einsum('bij,bkj->bik', a, b),
    shapes: [
      [2, 2, 3],
      [2, 3, 3],
    ],
  },
  { op: 'Einsum', note: 'outer', f: (a, b) => tf.einsum('i,j->ji', a, b), shapes: [[2], [3]] },
  {
    op: 'Einsum',
    note: 'matrix and vector',
    f: (a, b) => tf.einsum('ijk,k->ij', a, b),
    shapes: [[2, 2, 3], [3]],
  },
  { op: 'Einsum', note: 'one factor', f: (a) => tf.einsum('ijk->ki', a), shapes: [[2, 2, 3]] },
  {
    op: 'Einsum',
    note: 'attention',
    f: (a, b) => tf.einsum('bqhd,bkhd->bhqk', a, b),
    shapes: [
      [1, 2, 2, 2],
      [1, 3, 2, 2],
    ],
  },
  { op: 'Softmax', f: (x) => tf.softmax(x), shapes: [[2, 3]] },
];

const images: Example[] = [
  {
    op: 'Conv2D',
    f: (x, w) => tf.conv2d(t4(x), t4(w), [2, 1], 'same'),
    shapes: [
      [2, 4, 3, 2],
      [3, 2, 2, 2],
    ],
  },
  {
    op: 'Conv2D',
    note: 'dilated',
    f: (x, w) => tf.conv2d(t4(x), t4(w), 1, 'same', 'NHWC', 2),
    shapes: [
      [1, 4, 4, 2],
      [2, 3, 2, 2],
    ],
  },
  {
    op: 'Conv2D',
    note: '1-D',
    f: (x, w) => tf.conv1d(t3(x), t3(w), 1, 'valid', 'NWC', 2),
    shapes: [
      [2, 6, 2],
      [3, 2, 2],
    ],
  },
  {
    op: 'DepthwiseConv2dNative',
    f: (x, w) => tf.depthwiseConv2d(t4(x), t4(w), 2, 'same'),
    shapes: [
      [2, 4, 3, 2],
      [3, 2, 2, 2],
    ],
  },
  {
    op: 'DepthwiseConv2dNative',
    note: 'separable, dilated',
    f: (x, w, p) => tf.separableConv2d(t4(x), t4(w), t4(p), 1, 'same', 2),
    shapes: [
      [1, 4, 4, 2],
      [2, 2, 2, 1],
      [1, 1, 2, 3],
    ],
  },
  {
    op: 'Conv2DBackpropInput',
    f: (y, w) => tf.conv2dTranspose(t4(y), t4(w), [1, 5, 6, 2], 2, 'same'),
    shapes: [
      [1, 3, 3, 2],
      [3, 3, 2, 2],
    ],
  },
  {
    op: 'Conv3D',
    f: (x, w) => tf.conv3d(t5(x), t5(w), 2, 'same'),
    shapes: [
      [1, 3, 3, 2, 2],
      [2, 2, 2, 2, 1],
    ],
  },
  {
    op: 'Conv3D',
    note: 'dilated',
    f: (x, w) => tf.conv3d(t5(x), t5(w), 1, 'valid', 'NDHWC', [1, 2, 2]),
    shapes: [
      [1, 2, 4, 4, 1],
      [2, 2, 2, 1, 2],
    ],
  },
  {
    op: 'fusedConv2d__op',
    f: (x, filter, bias) => tf.fused.conv2d({ x: t4(x), filter: t4(filter), bias, strides: 2, pad: 'same' }),
    shapes: [[1, 4, 5, 2], [3, 3, 2, 2], [2]],
  },
  {
    op: 'fusedConv2d__op',
    note: 'dilated, without bias',
    f: (x, filter) => tf.fused.conv2d({ x: t4(x), filter: t4(filter), strides: 1, pad: 'valid', dilations: 2 }),
    shapes: [
      [1, 5, 5, 1],
      [2, 3, 1, 2],
    ],
  },
  {
    op: 'fusedDepthwiseConv2d__op',
    f: (x, filter, bias) => tf.fused.depthwiseConv2d({ x: t4(x), filter: t4(filter), bias, strides: 2, pad: 1 }),
    shapes: [[1, 4, 4, 2], [3, 3, 2, 2], [4]],
  },
  {
    op: 'fusedDepthwiseConv2d__op',
    note: 'dilated',
    f: (x, filter) => tf.fused.depthwiseConv2d({ x: t4(x), filter: t4(filter), strides: 1, pad: 'same', dilations: 2 }),
    shapes: [
      [1, 4, 4, 2],
      [3, 3, 2, 1],
    ],
  },
  { op: 'AvgPool', f: (x) => tf.avgPool(t4(x), 2, 2, 'valid'), shapes: [[1, 4, 4, 2]] },
  { op: 'AvgPool', note: 'borders', f: (x) => tf.avgPool(t4(x), [3, 2], [2, 1], 'same'), shapes: [[1, 4, 5, 1]] },
  { op: 'AvgPool3D', f: (x) => tf.avgPool3d(t5(x), 2, 2, 'same'), shapes: [[1, 3, 3, 2, 1]] },
  { op: 'MaxPool', f: (x) => tf.maxPool(t4(x), 2, 2, 'valid'), shapes: [[1, 4, 4, 2]] },
  { op: 'MaxPool', note: 'overlapping', f: (x) => tf.maxPool(t4(x), 3, 2, 'same'), shapes: [[1, 4, 5, 2]] },
  {
    op: 'Dilation2D',
    f: (x, w) => tf.dilation2d(t4(x), t3(tf.mul(w, 0.19)), 1, 'valid'),
    shapes: [
      [1, 4, 4, 1],
      [2, 2, 1],
    ],
    range: [0.2, 2],
  },
  { op: 'MaxPool3D', f: (x) => tf.maxPool3d(t5(x), 2, 1, 'same'), shapes: [[1, 2, 3, 3, 1]] },
  {
    op: 'FusedBatchNorm',
    f: (x, mean, variance, offset, scale) =>
      tf.batchNorm(x, mean as tf.Tensor1D, variance as tf.Tensor1D, offset as tf.Tensor1D, scale as tf.Tensor1D),
    shapes: [[2, 3, 2], [2], [2], [2], [2]],
    range: [0.5, 2],
  },
  { op: 'LRN', f: (x) => tf.localResponseNormalization(t4(x), 1, 1, 0.5, 0.5), shapes: [[1, 2, 1, 4]] },
  ...[
    [false, false],
    [true, false],
    [false, true],
  ].flatMap(([align, half]): Example[] => [
    {
      op: 'ResizeBilinear',
      note: `${align} ${half}`,
      f: (x) => tf.image.resizeBilinear(t4(x), [5, 2], align, half),
      shapes: [[2, 3, 3, 2]],
    },
    {
      op: 'ResizeNearestNeighbor',
      note: `${align} ${half}`,
      f: (x) => tf.image.resizeNearestNeighbor(t4(x), [5, 2], align, half),
      shapes: [[2, 3, 3, 2]],
    },
  ]),
];

/** At least one use of every operation that has a gradient. */
export const examples: Example[] = [
  ...elementwise,
  ...arithmetic,
  ...masks,
  ...reductions,
  ...shaping,
  ...products,
  ...images,
];
