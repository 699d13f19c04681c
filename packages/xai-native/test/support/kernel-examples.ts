import * as tf from '@tensorflow/tfjs-core';
import type { Program } from 'xai-base';

/** A program that uses a kernel, with the shapes (or the values) of its inputs. */
export interface KernelExample {
  readonly program: Program;
  readonly inputs: readonly (number[] | tf.Tensor)[];
}

type One = (x: tf.Tensor, y: tf.Tensor, z: tf.Tensor) => tf.Tensor | tf.Tensor[];

/** Programs on random tensors of these shapes; a function makes another tensor. */
function example(one: One, ...inputs: (number[] | (() => tf.Tensor))[]): KernelExample {
  return {
    program: (...xs) => [one(xs[0], xs[1], xs[2])].flat(),
    inputs: inputs.map((input) => (typeof input === 'function' ? input() : input)) as KernelExample['inputs'],
  };
}

const image = [2, 5, 4, 3];

/** Zeros behind the image alone, for which a window of a single cell, or as large as the image, makes no product of matrices. */
const zerosBehind: [[number, number], [number, number], [number, number], [number, number]] = [
  [0, 0],
  [0, 1],
  [0, 2],
  [0, 0],
];
const unary = (one: One) => () => [example(one, [2, 3]), example(one, image)];
const binary = (one: One) => () => [
  example(one, [2, 3], [2, 3]),
  example(one, [2, 3], [3]),
  example(one, [1], [2, 3]),
  example((x, y) => [one(tf.maxPool(x as tf.Tensor4D, 2, 1, 'same'), y, y)].flat(), image, [2, 5, 4, 3]),
  example((x, y) => [one(tf.maxPool(x as tf.Tensor4D, 2, 1, 'same'), y, y)].flat(), image, [3]),
];
const bools = (x: tf.Tensor) => tf.greater(x, 0);
const reduction = (reduce: (x: tf.Tensor, axis?: number | number[], keepDims?: boolean) => tf.Tensor) => () => [
  example((x) => reduce(x), [2, 3, 4]),
  example((x) => reduce(x, 1), [2, 3, 4]),
  example((x) => reduce(x, [0, 2], true), [2, 3, 4]),
  example((x) => reduce(tf.maxPool(x as tf.Tensor4D, 2, 1, 'same'), [1, 2]), image),
  example((x) => reduce(tf.maxPool(x as tf.Tensor4D, 2, 1, 'same'), [1, 3], true), image),
];
const integers =
  (values: number[], shape = [values.length]) =>
  () =>
    tf.tensor(values, shape, 'int32');
const kernel = (name: string, inputs: tf.NamedTensorMap, attrs: object = {}) =>
  tf.engine().runKernel(name, inputs, attrs as tf.NamedAttrMap) as tf.Tensor;
const pool = (x: tf.Tensor) => tf.maxPool(x as tf.Tensor4D, 2, 1, 'same'); // lies channels first

/** For each kernel that is translated, programs that use it. */
export const kernelExamples: Record<string, () => KernelExample[]> = {
  Abs: unary(tf.abs),
  Acos: unary(tf.acos),
  Acosh: unary((x) => tf.acosh(tf.add(x, 3))),
  Add: binary(tf.add),
  AddN: () => [example((x, y) => tf.addN([x, y, x]), [2, 3], [2, 3])],
  All: () => [example((x) => tf.all(bools(x), 1), [2, 3]), example((x) => tf.all(bools(tf.add(x, 2))), [2, 3])],
  Any: () => [example((x) => tf.any(bools(x), 1), [2, 3])],
  ArgMax: () => [example((x) => tf.argMax(x, 1), [2, 3, 4]), example((x) => tf.argMax(pool(x), 2), image)],
  ArgMin: () => [example((x) => tf.argMin(x, -1), [2, 3, 4])],
  Asin: unary(tf.asin),
  Asinh: unary(tf.asinh),
  Atan: unary(tf.atan),
  Atan2: binary(tf.atan2),
  Atanh: unary((x) => tf.atanh(tf.mul(x, 0.9))),
  AvgPool: () => [example((x) => tf.avgPool(x as tf.Tensor4D, 2, 2, 'same'), image)],
  AvgPool3D: () => [example((x) => tf.avgPool3d(x as tf.Tensor5D, 2, 2, 'same'), [1, 3, 4, 5, 2])],
  BatchMatMul: () => [
    example((x, y) => tf.matMul(x, y), [2, 3], [3, 4]),
    example((x, y) => tf.matMul(x, y, true, true), [3, 2], [4, 3]),
    example((x, y) => tf.matMul(x, y, false, true), [5, 2, 3], [5, 4, 3]),
    example((x, y) => tf.matMul(x, y, true), [5, 3, 2], [1, 3, 4]),
  ],
  BatchToSpaceND: () => [
    example(
      (x) =>
        tf.batchToSpaceND(
          x as tf.Tensor4D,
          [2, 2],
          [
            [0, 1],
            [1, 0],
          ],
        ),
      [8, 3, 2, 2],
    ),
  ],
  Cast: () => [
    example((x) => tf.cast(tf.mul(x, 3), 'int32'), [2, 3]),
    example(
      (x) => tf.cast(tf.cast(x, 'bool'), 'float32'),
      () => tf.tensor1d([0, -2, 0.5]),
    ),
  ],
  Ceil: unary((x) => tf.ceil(tf.mul(x, 3))),
  ClipByValue: unary((x) => [
    tf.clipByValue(x, -0.5, 0.25),
    tf.clipByValue(tf.relu(x), 0, 0.5),
    tf.grad((one) => tf.clipByValue(tf.relu(one), 0, 0.5))(x),
    tf.grad((one) => tf.clipByValue(one, -0.5, 0.5))(tf.round(x)),
    tf.grad((one) => tf.relu6(one))(tf.mul(tf.round(x), 6)),
    tf.step(tf.sub(x, tf.clipByValue(x, 0.2, 0.5))),
  ]),
  Concat: () => [
    example((x, y) => tf.concat([x, y, x], 1), [2, 3], [2, 1]),
    example((x, y) => tf.concat([pool(x), y as tf.Tensor4D], 2), image, [2, 5, 1, 3]),
  ],
  Conv2D: () => [
    example((x, y) => tf.conv2d(x as tf.Tensor4D, y as tf.Tensor4D, 1, 'same'), image, [3, 2, 3, 4]),
    ...[[1, 1], image.slice(1, 3)].map((window) =>
      example((x, y) => tf.conv2d(x as tf.Tensor4D, y as tf.Tensor4D, 1, zerosBehind), image, [...window, 3, 4]),
    ),
  ],
  Conv2DBackpropInput: () => [
    example(
      (x, y) => tf.conv2dTranspose(x as tf.Tensor4D, y as tf.Tensor4D, [2, 9, 8, 4], 2, 'same'),
      image,
      [3, 3, 4, 3],
    ),
  ],
  Conv3D: () => [
    example((x, y) => tf.conv3d(x as tf.Tensor5D, y as tf.Tensor5D, 2, 'same'), [1, 3, 4, 5, 2], [2, 3, 2, 2, 3]),
  ],
  Conv3DBackpropInputV2: () => [
    example(
      (x, y) => tf.conv3dTranspose(x as tf.Tensor5D, y as tf.Tensor5D, [1, 6, 8, 9, 3], 2, 'same'),
      [1, 3, 4, 5, 2],
      [2, 3, 2, 3, 2],
    ),
  ],
  Cos: unary(tf.cos),
  Cosh: unary(tf.cosh),
  Cumsum: () => [example((x) => tf.cumsum(x, 1), [2, 3, 4]), example((x) => tf.cumsum(x, 0, true, true), [4, 3])],
  DepthToSpace: () => [example((x) => tf.depthToSpace(x as tf.Tensor4D, 2), [1, 2, 3, 8])],
  DepthwiseConv2dNative: () => [
    example((x, y) => tf.depthwiseConv2d(x as tf.Tensor4D, y as tf.Tensor4D, 1, 'same'), image, [2, 3, 3, 2]),
  ],
  DepthwiseConv2dNativeBackpropInput: () => [
    example(
      (dy, filter) =>
        kernel(
          'DepthwiseConv2dNativeBackpropInput',
          { dy, filter },
          { strides: [2, 2], dilations: [1, 1], pad: 'same', inputShape: [2, 9, 8, 3] },
        ),
      image,
      [3, 3, 3, 1],
    ),
  ],
  Einsum: () => [example((x, y) => tf.einsum('bij,bjk->bik', x, y), [2, 3, 4], [2, 4, 2])],
  Elu: unary(tf.elu),
  EluGrad: unary((x) => kernel('EluGrad', { dy: tf.add(x, 1), y: tf.elu(x) })),
  Equal: binary((x, y) => tf.equal(tf.round(x), tf.round(y))),
  Erf: unary(tf.erf),
  Exp: unary(tf.exp),
  ExpandDims: () => [example((x) => tf.expandDims(x, 1), [2, 3]), example((x) => tf.expandDims(pool(x), -1), image)],
  Expm1: unary(tf.expm1),
  Fill: () => [example((x) => tf.add(x, tf.fill([2, 3], 4)), [2, 3])],
  FlipLeftRight: () => [example((x) => tf.image.flipLeftRight(x as tf.Tensor4D), image)],
  Floor: unary((x) => tf.floor(tf.mul(x, 3))),
  FloorDiv: binary((x, y) => tf.floorDiv(tf.mul(x, 9), tf.add(y, 2))),
  FusedBatchNorm: () => [
    example((x, y) => tf.batchNorm(x, y as tf.Tensor1D, tf.add(tf.square(y), 1) as tf.Tensor1D), image, [3]),
    example(
      (x) =>
        tf.batchNorm(x, tf.tensor1d([1, 2, 3]), tf.tensor1d([1, 4, 9]), tf.tensor1d([0, 1, 2]), tf.tensor1d([3, 2, 1])),
      image,
    ),
  ],
  FusedConv2D: () => [
    example(
      (x, y, z) =>
        tf.fused.conv2d({
          x: x as tf.Tensor4D,
          filter: y as tf.Tensor4D,
          strides: 1,
          pad: 'same',
          bias: z,
          activation: 'relu6',
        }),
      image,
      [3, 3, 3, 4],
      [4],
    ),
    example(
      (x, y, z) =>
        tf.fused.conv2d({
          x: x as tf.Tensor4D,
          filter: y as tf.Tensor4D,
          strides: 1,
          pad: 'same',
          activation: 'prelu',
          preluActivationWeights: z,
        }),
      image,
      [3, 3, 3, 4],
      [4],
    ),
  ],
  FusedDepthwiseConv2D: () => [
    example(
      (x, y, z) =>
        tf.fused.depthwiseConv2d({
          x: x as tf.Tensor4D,
          filter: y as tf.Tensor4D,
          strides: 1,
          pad: 'same',
          bias: z,
          activation: 'leakyrelu',
          leakyreluAlpha: 0.3,
        }),
      image,
      [3, 3, 3, 2],
      [6],
    ),
  ],
  GatherNd: () => [example((x, y) => tf.gatherND(x, y), [3, 4, 2], integers([0, 1, 2, 3, 1, 1], [3, 2]))],
  GatherV2: () => [
    example((x, y) => tf.gather(x, y as tf.Tensor1D, 1), [3, 4, 2], integers([3, 0, 0, 1, 2, 3], [2, 3])),
    example((x, y) => tf.gather(x, y as tf.Tensor1D, 2, 1), [2, 3, 4, 2], integers([3, 0, 1, 2, 2, 2], [2, 3])),
    example((x, y) => tf.gather(x, y as tf.Tensor1D, 1, 1), [2, 3, 4], integers([2, 0], [2, 1])),
  ],
  Greater: binary(tf.greater),
  GreaterEqual: binary(tf.greaterEqual),
  Identity: unary((x) => tf.clone(x)),
  IsFinite: () => [
    example(
      (x) => tf.isFinite(x),
      () => tf.tensor1d([1, Number.NaN, 1 / 0, -1 / 0]),
    ),
  ],
  IsInf: () => [
    example(
      (x) => tf.isInf(x),
      () => tf.tensor1d([1, Number.NaN, 1 / 0, -1 / 0]),
    ),
  ],
  IsNan: () => [
    example(
      (x) => tf.isNaN(x),
      () => tf.tensor1d([1, Number.NaN, 1 / 0, -1 / 0]),
    ),
  ],
  LRN: () => [example((x) => tf.localResponseNormalization(x as tf.Tensor4D, 2, 1.5, 0.3, 0.7), [2, 3, 3, 7])],
  LeakyRelu: unary((x) => tf.leakyRelu(x, 0.3)),
  Less: binary(tf.less),
  LessEqual: binary(tf.lessEqual),
  LinSpace: () => [example((x) => tf.add(x, tf.linspace(1, 2, 3)), [2, 3])],
  Log: unary((x) => tf.log(tf.add(x, 2))),
  Log1p: unary((x) => tf.log1p(tf.add(x, 1.5))),
  LogicalAnd: binary((x, y) => tf.logicalAnd(bools(x), bools(y))),
  LogicalNot: unary((x) => tf.logicalNot(bools(x))),
  LogicalOr: binary((x, y) => tf.logicalOr(bools(x), bools(y))),
  Max: reduction(tf.max),
  MaxPool: () => [example((x) => tf.maxPool(x as tf.Tensor4D, [3, 2], [2, 1], 'same'), image)],
  MaxPool3D: () => [example((x) => tf.maxPool3d(x as tf.Tensor5D, 2, 1, 'same'), [1, 3, 4, 5, 2])],
  MaxPool3DGrad: () => [
    example(
      (x, y) =>
        kernel(
          'MaxPool3DGrad',
          { dy: y, input: x, output: tf.maxPool3d(x as tf.Tensor5D, 2, 1, 'valid') },
          { filterSize: 2, strides: 1, pad: 'valid' },
        ),
      [1, 3, 4, 5, 2],
      [1, 2, 3, 4, 2],
    ),
  ],
  MaxPoolGrad: () => [
    example(
      (x, y) =>
        kernel(
          'MaxPoolGrad',
          { dy: y, input: x, output: tf.maxPool(x as tf.Tensor4D, 2, 1, 'valid') },
          { filterSize: 2, strides: 1, pad: 'valid' },
        ),
      image,
      [2, 4, 3, 3],
    ),
  ],
  Maximum: binary(tf.maximum),
  Mean: reduction(tf.mean),
  Min: reduction(tf.min),
  Minimum: binary(tf.minimum),
  MirrorPad: () => [
    example(
      (x) =>
        tf.mirrorPad(
          x,
          [
            [0, 2],
            [1, 1],
          ],
          'reflect',
        ),
      [3, 4],
    ),
    example(
      (x) =>
        tf.mirrorPad(
          x,
          [
            [1, 2],
            [0, 3],
          ],
          'symmetric',
        ),
      [3, 4],
    ),
  ],
  Mod: binary((x, y) => tf.mod(tf.mul(x, 9), tf.add(y, 2))),
  Multiply: binary(tf.mul),
  Neg: unary(tf.neg),
  NotEqual: binary((x, y) => tf.notEqual(tf.round(x), tf.round(y))),
  OneHot: () => [
    example((x) => tf.oneHot(x as tf.Tensor1D, 4, 2, -1), integers([3, 0, 1, 7])),
    example((x) => tf.oneHot(x as tf.Tensor1D, 3), integers([2, 1], [2, 1])),
  ],
  OnesLike: unary((x) => tf.mul(tf.onesLike(x), x)),
  Pack: () => [example((x, y) => tf.stack([x, y, x], 1), [2, 3], [2, 3])],
  PadV2: () => [
    example(
      (x) =>
        tf.pad(
          x,
          [
            [1, 0],
            [0, 2],
          ],
          3,
        ),
      [2, 3],
    ),
    example(
      (x) =>
        tf.pad(pool(x), [
          [0, 0],
          [1, 0],
          [0, 2],
          [0, 1],
        ]),
      image,
    ),
  ],
  Pow: binary((x, y) => tf.pow(tf.add(x, 2), y)),
  Prelu: binary((x, y) => tf.prelu(tf.add(x, tf.mul(y, 0)), y)),
  Prod: reduction(tf.prod),
  Range: () => [example((x) => tf.add(x, tf.range(0, 3)), [2, 3])],
  RealDiv: () => [
    ...binary((x, y) => tf.div(x, tf.add(y, 2)))(),
    example((x, y) => tf.div(x, tf.add(y, 0.001)), [2, 3], [2, 3]), // divisors of any sign
  ],
  Reciprocal: unary((x) => tf.reciprocal(tf.add(x, 2))),
  Relu: unary(tf.relu),
  Relu6: unary((x) => tf.relu6(tf.mul(x, 9))),
  Reshape: () => [
    example((x) => tf.reshape(x, [3, -1]), [2, 3, 4]),
    example((x) => tf.reshape(pool(x), [10, 12]), image),
    example((x) => tf.reshape(pool(x), [1, 2, 5, 1, 4, 3]), image),
    example((x) => tf.squeeze(tf.mean(pool(x), [1, 2], true)), image),
    example((x) => tf.reshape(tf.reshape(pool(x), [2, 1, 5, 4, 3, 1]), [2, 5, 4, 3]), image),
  ],
  ResizeBilinear: () => [
    example((x) => tf.image.resizeBilinear(x as tf.Tensor4D, [7, 3]), image),
    example((x) => tf.image.resizeBilinear(x as tf.Tensor4D, [7, 3], true), image),
    example((x) => tf.image.resizeBilinear(x as tf.Tensor4D, [7, 3], false, true), image),
  ],
  ResizeNearestNeighbor: () => [
    example((x) => tf.image.resizeNearestNeighbor(x as tf.Tensor4D, [7, 3]), image),
    example((x) => tf.image.resizeNearestNeighbor(x as tf.Tensor4D, [7, 3], true), image),
    example((x) => tf.image.resizeNearestNeighbor(x as tf.Tensor4D, [7, 3], false, true), image),
  ],
  Reverse: () => [example((x) => tf.reverse(x, [0, 2]), [2, 3, 4]), example((x) => tf.reverse(pool(x), 3), image)],
  Round: () => [
    example(
      (x) => tf.round(x),
      () => tf.tensor1d([0.5, 1.5, -0.5, 2.4, -2.6]),
    ),
  ],
  Rsqrt: unary((x) => tf.rsqrt(tf.add(x, 2))),
  ScatterNd: () => [
    example((x, y) => tf.scatterND(y, x, [4, 3]), [3, 3], integers([2, 0, 2], [3, 1])),
    example((x, y) => tf.scatterND(y, x, [4, 3]), [3], integers([2, 0, 2, 0, 1, 1], [3, 2])),
  ],
  Select: () => [example((x, y) => tf.where(bools(x), x, y), [2, 3], [2, 3])],
  Selu: unary(tf.selu),
  Sigmoid: unary(tf.sigmoid),
  Sign: unary((x) => tf.sign(tf.round(x))),
  Sin: unary(tf.sin),
  Sinh: unary(tf.sinh),
  Slice: () => [
    example((x) => tf.slice(x, [0, 1], [-1, 2]), [2, 4]),
    example((x) => tf.slice(pool(x), [1, 2, 0, 1], [1, 2, -1, 2]), image),
  ],
  Softmax: () => [example((x) => tf.softmax(x), [2, 5])],
  Softplus: unary(tf.softplus),
  SpaceToBatchND: () => [
    example(
      (x) =>
        tf.spaceToBatchND(
          x as tf.Tensor4D,
          [2, 2],
          [
            [1, 0],
            [0, 2],
          ],
        ),
      [2, 3, 4, 2],
    ),
  ],
  SplitV: () => [example((x) => tf.split(x, 2, 1), [3, 4]), example((x) => tf.split(x, [1, 3], -1), [3, 4])],
  Sqrt: unary((x) => tf.sqrt(tf.add(x, 2))),
  Square: unary(tf.square),
  SquaredDifference: binary(tf.squaredDifference),
  Step: unary((x) => [tf.step(x), tf.step(x, -1), tf.step(tf.sub(0.5, x)), tf.step(tf.abs(tf.sub(x, tf.relu(x))))]),
  StridedSlice: () => [
    example((x) => tf.stridedSlice(x, [0, 3], [2, 0], [1, -2]), [2, 4]),
    example((x) => tf.stridedSlice(pool(x), [0, 0, 1, 0], [2, 5, 4, 3], [1, 2, 2, 1]), image),
    example((x) => tf.stridedSlice(x, [0, 1], [2, 2], [1, 1], 0, 0, 0, 0, 2), [2, 4]),
  ],
  Sub: binary(tf.sub),
  Sum: reduction(tf.sum),
  Tan: unary(tf.tan),
  Tanh: unary(tf.tanh),
  TensorScatterUpdate: () => [
    example((x, y, z) => tf.tensorScatterUpdate(x, y, z), [4, 3], integers([2, 0], [2, 1]), [2, 3]),
  ],
  Tile: () => [example((x) => tf.tile(x, [2, 3]), [2, 3]), example((x) => tf.tile(pool(x), [1, 2, 1, 3]), image)],
  TopK: () => [
    example(
      (x) => {
        const { values, indices } = tf.topk(x, 2);
        return [values, indices];
      },
      [3, 5],
    ),
    example((x) => tf.topk(x, 2).values, [3, 5]),
    example((x) => tf.topk(x, 2).indices, [3, 5]),
  ],
  Transpose: () => [
    example((x) => tf.transpose(x, [2, 0, 1]), [2, 3, 4]),
    example((x) => tf.add(tf.transpose(x, [1, 0]), 1), [2, 3]),
    example((x, y) => tf.add(tf.transpose(x, [1, 0]), y), [2, 3], [3, 2]),
  ],
  UnsortedSegmentSum: () => [
    example((x, y) => tf.unsortedSegmentSum(x, y as tf.Tensor1D, 3), [4, 2], integers([2, 0, -1, 2])),
  ],
  Unpack: () => [example((x) => tf.unstack(x, 1), [2, 3, 2])],
  ZerosLike: unary((x) => tf.add(tf.zerosLike(x), x)),
  _FusedMatMul: () => [
    example((x, y, z) => tf.fused.matMul({ a: x, b: y, bias: z, activation: 'relu' }), [2, 3], [3, 4], [4]),
    example((x, y) => tf.fused.matMul({ a: x, b: y, transposeB: true, activation: 'elu' }), [2, 3], [4, 3]),
  ],
};
