import { type Attributes, int, ints } from 'onnx-format';
import { convolutionAxes, extent, type WindowAttributes, type WindowAxis } from 'tfjs-gradients';
import type { Graph } from '../graph/graph';
import { productSumRange, type Range } from '../graph/range';
import { sizeOf } from '../graph/size-of';
import { isKnown, type Value } from '../graph/value';
import { arranged, asIs, inOrder, lying, reshaped, rows, shapeOf, type View } from '../graph/view';
import { reversed } from '../known/arrange';
import { type KernelCall, type KernelTable, translation } from '../trace/kernel-call';
import { activated, type FusedActivation } from './activations';
import { sumOf } from './binary';
import { channelsFirst, windowAttributes } from './window';

type Fused = WindowAttributes & FusedActivation;

/** The image with channels last, whatever the attributes say of its format. */
function channelsLast({ value, order }: View, { dataFormat = 'NHWC' }: WindowAttributes): View {
  if (dataFormat.endsWith('C')) return { value, order };
  const [batch, channels, ...spatial] = order;
  return { value, order: [batch, ...spatial, channels] };
}

/** The other way round. */
function inFormat({ value, order }: View, { dataFormat = 'NHWC' }: WindowAttributes): View {
  if (dataFormat.endsWith('C')) return { value, order };
  return { value, order: [order[0], order[order.length - 1], ...order.slice(1, -1)] };
}

/** A filter `[...spatial, in, out]` as onnxruntime takes it, `[out, in, ...spatial]`. */
function kernelOf(graph: Graph, filter: View): Value {
  const rank = filter.order.length;
  return arranged(graph, filter, [...inOrder(rank - 2).map((axis) => axis + 2), 1, 0]);
}

/** A depthwise filter `[height, width, channels, multiplier]` as `[channels * multiplier, 1, height, width]`. */
function depthwiseKernelOf(graph: Graph, filter: View): Value {
  const [height, width, channels, multiplier] = shapeOf(filter);
  return reshaped(graph, arranged(graph, filter, [2, 3, 0, 1]), [channels * multiplier, 1, height, width]);
}

interface Parts {
  readonly image: View;
  readonly kernel: Value;
  readonly axes: readonly WindowAxis[];
  readonly group: number;
  readonly range: Range;
}

function convolved(graph: Graph, { image, kernel, axes, group, range }: Parts): View {
  const order = channelsFirst(axes.length + 2);
  const [batch] = shapeOf(image);
  const shape = [batch, kernel.shape[0], ...axes.map(({ output }) => output)];
  const inputs = [arranged(graph, image, order), kernel];
  const attributes = { ...windowAttributes(axes), group: int(group) };
  return { value: graph.one('Conv', inputs, { shape, type: 'float32', range }, attributes), order };
}

function convolution({ inputs: { x, filter }, attrs, graph }: KernelCall<WindowAttributes>): View {
  const image = channelsLast(x, attrs);
  const shape = shapeOf(filter);
  const axes = convolutionAxes(shapeOf(image), shape, attrs);
  const range = productSumRange(x.value.range, filter.value.range);
  const group = shapeOf(image)[shape.length - 1] / shape[shape.length - 2];
  return inFormat(convolved(graph, { image, kernel: kernelOf(graph, filter), axes, group, range }), attrs);
}

function depthwise({ inputs: { x, filter }, attrs, graph }: KernelCall<WindowAttributes>): View {
  const image = channelsLast(x, attrs);
  const axes = convolutionAxes(shapeOf(image), shapeOf(filter), attrs, true);
  const range = productSumRange(x.value.range, filter.value.range);
  const group = shapeOf(filter)[2];
  return inFormat(convolved(graph, { image, kernel: depthwiseKernelOf(graph, filter), axes, group, range }), attrs);
}

/** Adds the bias, and applies the activation, of a fused kernel. */
function fused(convolve: (call: KernelCall<WindowAttributes>) => View) {
  return translation<Fused>((call) => {
    const { inputs, attrs, graph } = call;
    const { bias, preluActivationWeights } = inputs;
    const plain = convolve(call);
    const isList = bias && attrs.dataFormat === 'NCHW' && shapeOf(bias).length === 1;
    const along = isList ? asIs(reshaped(graph, rows(graph, bias), [sizeOf(shapeOf(bias)), 1, 1])) : bias;
    return activated(graph, along ? sumOf(graph, plain, along) : plain, attrs, preluActivationWeights);
  });
}

interface TransposedAttributes extends WindowAttributes {
  readonly inputShape: readonly number[];
}

/** The transposed convolution: from the shape of a convolution's output to that of its input. */
function transposedConvolution({ inputs: { dy, filter }, attrs, graph }: KernelCall<TransposedAttributes>): View {
  const rank = attrs.inputShape.length;
  const inputShape = shapeOf(channelsLast(asIs({ shape: attrs.inputShape } as Value), attrs));
  const axes = convolutionAxes(inputShape, shapeOf(filter), attrs);
  const range = productSumRange(dy.value.range, filter.value.range);
  const image = channelsLast(dy, attrs);
  const isPlain = axes.every((axis) => axis.stride === 1 && axis.before < extent(axis));
  if (isPlain && isKnown(filter.value)) {
    const mirrored = axes.map((axis) => ({
      ...axis,
      input: axis.output,
      output: axis.input,
      before: extent(axis) - 1 - axis.before,
    }));
    return inFormat(convolved(graph, { image, kernel: mirror(graph, filter), axes: mirrored, group: 1, range }), attrs);
  }
  const order = channelsFirst(rank);
  const inputs = [arranged(graph, image, order), kernelOf(graph, filter)];
  const output = { shape: lying(inputShape, order), type: 'float32', range } as const;
  return inFormat({ value: graph.one('ConvTranspose', inputs, output, transposedAttributes(axes)), order }, attrs);
}

/** The same for a filter a channel: from the shape of a depthwise convolution's output to that of its input. */
function transposedDepthwise({ inputs: { dy, filter }, attrs, graph }: KernelCall<TransposedAttributes>): View {
  const inputShape = shapeOf(channelsLast(asIs({ shape: attrs.inputShape } as Value), attrs));
  const axes = convolutionAxes(inputShape, shapeOf(filter), attrs, true);
  const order = channelsFirst(attrs.inputShape.length);
  const attributes = { ...transposedAttributes(axes), group: int(inputShape[3]) };
  const range = productSumRange(dy.value.range, filter.value.range);
  const inputs = [arranged(graph, channelsLast(dy, attrs), order), depthwiseKernelOf(graph, filter)];
  const output = { shape: lying(inputShape, order), type: 'float32', range } as const;
  return inFormat({ value: graph.one('ConvTranspose', inputs, output, attributes), order }, attrs);
}

/** The attributes of an ONNX transposed convolution. */
function transposedAttributes(axes: readonly WindowAxis[]): Attributes {
  const rest = axes.map((axis) => axis.stride * (axis.output - 1) + extent(axis) - axis.input - axis.before);
  return {
    ...windowAttributes(axes),
    pads: ints([...axes.map(({ before }) => before), ...rest.map((after) => Math.max(0, after))]),
    output_padding: ints(rest.map((after) => Math.max(0, -after))),
  };
}

/** A known filter with its cells in the opposite order, as the kernel from its outputs to its inputs. */
function mirror(graph: Graph, filter: View): Value {
  const shape = shapeOf(filter);
  const spatial = inOrder(shape.length - 2);
  const { type, range } = filter.value;
  const mirrored = graph.deriveOnHost({ shape, type, range }, `mirror ${spatial}`, [rows(graph, filter)], ([x]) =>
    reversed(x as Float32Array, shape, spatial),
  );
  return arranged(graph, asIs(mirrored), [...spatial.map((axis) => axis + 2), 0, 1]);
}

/** Convolutions, and from their outputs back to their inputs. */
export const convolutionKernels: KernelTable = {
  Conv2D: translation(convolution),
  Conv2DBackpropInput: translation(transposedConvolution),
  Conv3D: translation(convolution),
  Conv3DBackpropInputV2: translation(transposedConvolution),
  DepthwiseConv2dNative: translation(depthwise),
  DepthwiseConv2dNativeBackpropInput: translation(transposedDepthwise),
  FusedConv2D: fused(convolution),
  FusedDepthwiseConv2D: fused(depthwise),
};
