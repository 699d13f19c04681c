import { type KernelRule, moved } from './kernel-rule';
import { broadcast, type Layout, reshaped, unknownAxis } from './layout';
import { batchToSpace, depthToSpace, resizing, spaceToBatch } from './resampling';
import { convolution, depthwise, dilation, pooling, transposedConvolution } from './sliding';

const elementwise: KernelRule = ({ layouts, shape }) => {
  const known = Object.values(layouts).filter((layout): layout is Layout => layout !== undefined);
  return broadcast(known, shape);
};

const padding: KernelRule = ({ layouts: { x }, attributes, shape }) => {
  const paddings = attributes.paddings as unknown as readonly (readonly [number, number])[];
  return x && moved(x, shape, (axis) => ({ begin: -paddings[axis][0], stride: 1, size: 1 }));
};

const slicing: KernelRule = ({ layouts: { x }, shapes, attributes, shape }) => {
  const begins = attributes.begin as unknown as readonly number[];
  const isCut = (axis: number) => shape[axis] !== shapes.x[axis];
  return x && moved(x, shape, (axis) => (isCut(axis) ? { begin: begins[axis], stride: 1, size: 1 } : undefined));
};

/** Samples in another order; any other axis is in another order, too. */
const gathering: KernelRule = ({ layouts: { x }, attributes, shapes, shape }) => {
  const axis = attributes.axis as number;
  return shapes.indices.length === 1 ? x?.with(axis, unknownAxis(shape[axis])) : undefined;
};

/** The axes of a reduction stay with one place, or go; nothing is known of what they saw. */
const reduction: KernelRule = ({ layouts: { x }, shapes, attributes }) => {
  const axes = [(attributes.axis ?? attributes.reductionIndices) as number | readonly number[]].flat();
  const isReduced = (axis: number) => axes.some((one) => (one + shapes.x.length) % shapes.x.length === axis);
  const kept = x?.map((factors, axis) => (isReduced(axis) ? [] : factors));
  return attributes.keepDims ? kept : kept?.filter((_, axis) => !isReduced(axis));
};

const concatenation: KernelRule = ({ layouts, attributes, shape }) => {
  const along = ((attributes.axis as number) + shape.length) % shape.length;
  const others = Object.values(layouts).map((layout) => layout?.with(along, []));
  return elementwise({ layouts: Object.fromEntries(others.entries()), shape, attributes, shapes: {} })?.with(
    along,
    unknownAxis(shape[along]),
  );
};

/** Axes that stay as long as they were are those that were. */
const sameLengths: KernelRule = ({ layouts: { x }, shapes, shape }) =>
  x?.map((factors, axis) => (shapes.x[axis] === shape[axis] ? factors : unknownAxis(shape[axis])));

/** What runs over the last axis leaves those before it. */
const lastAxis: KernelRule = ({ layouts: { logits }, shape }) => logits?.with(-1, unknownAxis(shape[shape.length - 1]));

/** A matrix times weights: each row stays what it was. */
const matrixProduct: KernelRule = ({ layouts: { a, b }, attributes, shape }) =>
  b || attributes.transposeA ? undefined : a?.with(-1, unknownAxis(shape[shape.length - 1]));

const reshaping =
  (name: string): KernelRule =>
  ({ layouts, shape }) =>
    layouts[name] && reshaped(layouts[name], shape);

const transposition: KernelRule = ({ layouts: { x }, attributes }) =>
  x && (attributes.perm as unknown as readonly number[]).map((axis) => x[axis]);

function table(names: string, rule: KernelRule): [string, KernelRule][] {
  return names.split(' ').map((name) => [name, rule]);
}

/** The kernels that keep places apart. Through any other, nothing is known. */
export const kernelRules: ReadonlyMap<string, KernelRule> = new Map([
  ...table('Abs Ceil ClipByValue Cast Cos Elu Erf Exp Expm1 Floor Identity LeakyRelu Log Log1p Neg Prelu', elementwise),
  ...table('Reciprocal Relu Relu6 Round Rsqrt Selu Sigmoid Sign Sin Softplus Sqrt Square Step Tanh', elementwise),
  ...table('Add AddN FloorDiv Maximum Minimum Multiply Pow RealDiv SquaredDifference Sub Select', elementwise),
  ...table('Equal Greater GreaterEqual Less LessEqual NotEqual LogicalAnd LogicalNot LogicalOr', elementwise),
  ...table('FusedBatchNorm LRN', elementwise),
  ...table('Softmax LogSoftmax', lastAxis),
  ...table('Conv2D FusedConv2D Conv3D', convolution),
  ...table('DepthwiseConv2dNative FusedDepthwiseConv2D', depthwise),
  ...table('MaxPool AvgPool MaxPool3D AvgPool3D', pooling),
  ...table('Dilation2D', dilation),
  ...table('Conv2DBackpropInput Conv3DBackpropInputV2', transposedConvolution),
  ...table('PadV2 MirrorPad', padding),
  ...table('Slice', slicing),
  ...table('GatherV2', gathering),
  ...table('StridedSlice SplitV Tile', sameLengths),
  ...table('ResizeBilinear', resizing(true)),
  ...table('ResizeNearestNeighbor', resizing(false)),
  ...table('SpaceToBatchND', spaceToBatch),
  ...table('BatchToSpaceND', batchToSpace),
  ...table('DepthToSpace', depthToSpace),
  ...table('Mean Sum Max Min Prod', reduction),
  ...table('Concat', concatenation),
  ...table('BatchMatMul _FusedMatMul', matrixProduct),
  ...table('Reshape', reshaping('x')),
  ...table('ExpandDims', reshaping('input')),
  ...table('Transpose', transposition),
]);
