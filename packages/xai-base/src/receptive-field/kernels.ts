import type { NamedAttrMap } from '@tensorflow/tfjs-core';
import { convolutionAxes, extent, poolingAxes, type WindowAttributes, type WindowAxis } from 'tfjs-gradients';
import { axisOf, broadcast, type Layout, reshaped, seenAlong, unknownAxis } from './layout';
import { type Seen, through } from './seen';

/** A run of a kernel, as far as places matter. */
export interface KernelRun {
  readonly shapes: Readonly<Record<string, readonly number[]>>;
  /** The layouts of the inputs that come from the input of the program, by name. */
  readonly layouts: Readonly<Record<string, Layout | undefined>>;
  readonly attributes: NamedAttrMap;
  /** The shape of the output. */
  readonly shape: readonly number[];
}

/** What the places of a kernel's output see; undefined where nothing is known of it. */
export type KernelRule = (run: KernelRun) => Layout | undefined;

/** Moves the places along some axes; the others stay. `step` says which former places a new one sees. */
function moved(
  layout: Layout,
  shape: readonly number[],
  step: (axis: number) => Omit<Seen, 'axis'> | undefined,
): Layout {
  return shape.map((length, axis) => {
    const seen = seenAlong(layout[axis]);
    const change = step(axis);
    if (change === undefined) return layout[axis] ?? unknownAxis(length);
    return axisOf(length, seen && through(seen, change));
  });
}

const elementwise: KernelRule = ({ layouts, shape }) => {
  const known = Object.values(layouts).filter((layout): layout is Layout => layout !== undefined);
  return broadcast(known, shape);
};

/** A window that slides along the axes behind the batch. */
/* @__NO_SIDE_EFFECTS__ */
function sliding(place: (run: KernelRun) => readonly WindowAxis[], channelsLast = true): KernelRule {
  return (run) => {
    const layout = run.layouts.x;
    if (!layout || !channelsLast || String(run.attributes.dataFormat ?? '').startsWith('NC')) return undefined;
    const axes = place(run);
    const moves = moved(layout, run.shape, (axis) => {
      const window = axes[axis - 1];
      return window && { begin: -window.before, stride: window.stride, size: extent(window) };
    });
    return moves.with(-1, unknownAxis(run.shape[run.shape.length - 1]));
  };
}

const attributesOf = (run: KernelRun) => run.attributes as unknown as WindowAttributes;

const convolution = sliding((run) => convolutionAxes(run.shapes.x, run.shapes.filter, attributesOf(run)));
const depthwise = sliding((run) => convolutionAxes(run.shapes.x, run.shapes.filter, attributesOf(run), true));
const pooling = sliding((run) => poolingAxes(run.shapes.x, attributesOf(run)));
const dilation = sliding((run) => {
  const [height, width, channels] = run.shapes.filter;
  return convolutionAxes(run.shapes.x, [height, width, channels, channels], attributesOf(run));
});

/** A transposed convolution: an output place o sees the cells from (o + before - extent + 1) / stride to (o + before) / stride. */
const transposedConvolution: KernelRule = (run) => {
  const layout = run.layouts.dy;
  if (!layout || String(run.attributes.dataFormat ?? '').startsWith('NC')) return undefined;
  const axes = convolutionAxes(run.shape, run.shapes.filter, attributesOf(run));
  const moves = moved(layout, run.shape, (axis) => {
    const window = axes[axis - 1];
    if (!window) return undefined;
    const { before, stride } = window;
    const reach = extent(window) - 1;
    return { begin: (before - reach) / stride, stride: 1 / stride, size: 1 + reach / stride };
  });
  return moves.with(-1, unknownAxis(run.shape[run.shape.length - 1]));
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

/** Resizing: the centres of the new places among the former ones, and how far beyond them a new place looks. */
function resizing(isSmooth: boolean): KernelRule {
  return ({ layouts, shapes, attributes, shape }) => {
    const { alignCorners, halfPixelCenters } = attributes as { alignCorners?: boolean; halfPixelCenters?: boolean };
    return (
      layouts.images &&
      moved(layouts.images, shape, (axis) => {
        const [from, to] = [shapes.images[axis], shape[axis]];
        if (axis === 0 || axis === 3) return undefined;
        const stride = alignCorners && to > 1 ? (from - 1) / (to - 1) : from / to;
        const first = alignCorners || (isSmooth && !halfPixelCenters) ? 0 : (stride - 1) / 2;
        const beyond = isSmooth ? 1 : Math.abs(1 - stride);
        return { begin: first - beyond / 2, stride, size: 1 + beyond };
      })
    );
  };
}

/** Along the axes in `blockShape` the places go to the batch, block by block, as dilated convolutions do it; or come back. */
/* @__NO_SIDE_EFFECTS__ */
function blocks(margin: 'paddings' | 'crops', step: (before: number, block: number) => Omit<Seen, 'axis'>): KernelRule {
  return ({ layouts: { x }, attributes, shape }) => {
    const lengths = attributes.blockShape as unknown as readonly number[];
    const margins = attributes[margin] as unknown as readonly (readonly [number, number])[];
    const isBlock = (axis: number) => axis >= 1 && axis <= lengths.length;
    return (
      x &&
      moved(x, shape, (axis) => (isBlock(axis) ? step(margins[axis - 1][0], lengths[axis - 1]) : undefined)).with(
        0,
        unknownAxis(shape[0]),
      )
    );
  };
}

const spaceToBatch = blocks('paddings', (before, block) => ({ begin: -before, stride: block, size: 1 }));
const batchToSpace = blocks('crops', (before, block) => ({ begin: before / block, stride: 1 / block, size: 1 }));

const depthToSpace: KernelRule = ({ layouts: { x }, attributes, shape }) => {
  const block = attributes.blockSize as number;
  if (!x || attributes.dataFormat === 'NCHW') return undefined;
  const beyond = 1 - 1 / block;
  const isSpace = (axis: number) => axis === 1 || axis === 2;
  return moved(x, shape, (axis) =>
    isSpace(axis) ? { begin: -beyond, stride: 1 / block, size: 1 + beyond } : undefined,
  ).with(-1, unknownAxis(shape[3]));
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
