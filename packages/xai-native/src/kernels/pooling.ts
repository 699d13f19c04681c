import { int, string } from 'onnx-format';
import { poolingAxes, type WindowAttributes, type WindowAxis } from 'tfjs-gradients';
import type { Graph } from '../graph/graph';
import { type Range, sumRange } from '../graph/range';
import { sizeOf } from '../graph/size-of';
import type { Value } from '../graph/value';
import { arranged, lying, reshaped, shapeOf, type View } from '../graph/view';
import { type KernelCall, type KernelTable, translation } from '../trace/kernel-call';
import { channelsFirst, windowAttributes } from './window';

function outputShape([batch, ...rest]: readonly number[], axes: readonly WindowAxis[]): number[] {
  return [batch, rest[rest.length - 1], ...axes.map(({ output }) => output)]; // channels first
}

/** The largest cell of each window, and where it lies: the first of several. */
function largest(graph: Graph, image: View, axes: readonly WindowAxis[]): readonly Value[] {
  const order = channelsFirst(axes.length + 2);
  const shape = outputShape(shapeOf(image), axes);
  const outputs = [
    { shape, type: 'float32', range: image.value.range },
    { shape, type: 'int64' },
  ] as const;
  const inputs = [arranged(graph, image, order)];
  return graph.add('MaxPool', inputs, windowAttributes(axes, true), outputs);
}

function maxPool({ inputs: { x }, attrs, graph }: KernelCall<WindowAttributes>): View {
  const axes = poolingAxes(shapeOf(x), attrs);
  return { value: largest(graph, x, axes)[0], order: channelsFirst(axes.length + 2) };
}

/** Each largest cell gets the gradient of its window; where windows overlap, the sum of their gradients. */
function maxPoolGradient({ inputs: { dy, input }, attrs, graph }: KernelCall<WindowAttributes>): View {
  const shape = shapeOf(input);
  const axes = poolingAxes(shape, attrs);
  const order = channelsFirst(shape.length);
  const [, places] = largest(graph, input, axes);
  const output = { shape: lying(shape, order), type: 'float32', range: sumRange(dy.value.range) } as const;
  const gradient = arranged(graph, dy, order);
  if (axes.every(({ kernel, stride }) => kernel <= stride)) {
    const { kernel_shape, strides, pads } = windowAttributes(axes, true);
    const inputs = [gradient, places, graph.integers(output.shape)];
    return { value: graph.one('MaxUnpool', inputs, output, { kernel_shape, strides, pads }), order };
  }
  const size = sizeOf(shape);
  const flat = (value: Value) => reshaped(graph, value, [sizeOf(value.shape)]);
  const zeros = graph.fill(0, [size], 'float32');
  const sums = graph.one(
    'ScatterElements',
    [zeros, flat(places), flat(gradient)],
    { ...output, shape: [size] },
    { axis: int(0), reduction: string('add') },
  );
  return { value: reshaped(graph, sums, output.shape), order };
}

function averagePool({ inputs: { x }, attrs, graph }: KernelCall<WindowAttributes>): View {
  const axes = poolingAxes(shapeOf(x), attrs);
  const order = channelsFirst(axes.length + 2);
  const shape = outputShape(shapeOf(x), axes);
  const range: Range = x.value.range;
  const inputs = [arranged(graph, x, order)];
  return {
    value: graph.one('AveragePool', inputs, { shape, type: 'float32', range }, windowAttributes(axes, true)),
    order,
  };
}

/** Pooling, and the gradient of the maximum. */
export const poolingKernels: KernelTable = {
  AvgPool: translation(averagePool),
  AvgPool3D: translation(averagePool),
  MaxPool: translation(maxPool),
  MaxPool3D: translation(maxPool),
  MaxPool3DGrad: translation(maxPoolGradient),
  MaxPoolGrad: translation(maxPoolGradient),
};
