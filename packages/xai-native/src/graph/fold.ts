import { float } from 'onnx-format';
import { scaled } from '../known/strided';
import { Graph } from './graph';
import { groupOf } from './group-of';
import { maskPooled } from './mask-pooled';
import { maskScattered } from './mask-scattered';
import { neededNodes } from './needed';
import { onlyNumber } from './range';
import { sizeOf } from './size-of';
import { productOfTurned, turnedProduct } from './turned-rows';
import { isKnown, type Node, producer, type Value } from './value';
import { reshaped } from './view';

/**
 * Takes factors and sums by channel, such as those of a batch normalization or a bias, into the convolutions and products of matrices
 * before or after them, where these have no other use; masks and turned images to where there is less to be masked or turned.
 *
 * @returns the outputs, computed by fewer nodes
 */
export function foldChannels(outputs: readonly Value[]): Value[] {
  const graph = new Graph();
  const nodes = neededNodes(outputs);
  const uses = new Map<Value, number>();
  const count = (value: Value | undefined) => value && uses.set(value, (uses.get(value) ?? 0) + 1);
  for (const node of nodes) node.inputs.forEach(count);
  outputs.forEach(count);

  const replaced = new Map<Value, Value>();
  const now = (value: Value) => replaced.get(value) ?? value;
  for (const node of nodes) {
    const inputs = node.inputs.map((value) => value && now(value));
    /** What computes an input that has no other use; of several operators, the first on the way back, whose inputs have no other use either. */
    const only = (index: number, ...ops: string[]): Node | undefined => {
      let former = node.inputs[index];
      let found: Node | undefined;
      for (const op of ops) {
        found = former && uses.get(former) === 1 ? producer(now(former), op) : undefined;
        former = found && former && producer(former, op)?.inputs[0];
      }
      return found;
    };
    const folded = foldNode({ graph, node, inputs, only });
    const results = folded ? [folded] : graph.add(node.op, inputs, node.attributes, node.outputs);
    node.outputs.forEach((output, index) => {
      replaced.set(output, results[index]);
    });
  }
  return outputs.map(now);
}

interface Place {
  readonly graph: Graph;
  readonly node: Node;
  readonly inputs: readonly (Value | undefined)[];
  readonly only: (index: number, ...ops: string[]) => Node | undefined;
}

function foldNode(place: Place): Value | undefined {
  switch (place.node.op) {
    case 'Mul':
      return foldFactor(place) ?? foldNumber(place) ?? masked(place);
    case 'Add':
      return foldSum(place) ?? foldProductSum(place);
    case 'Relu':
      return rectifiedBefore(place);
    case 'Conv':
    case 'ConvTranspose':
      return foldFactorBefore(place);
    case 'Gemm':
      return productOfTurned(place.graph, { ...place.node, inputs: place.inputs });
    case 'Transpose':
      return turnedProduct(place.graph, { ...place.node, inputs: place.inputs }, place.only(0, 'Reshape', 'Gemm'));
    default:
      return undefined;
  }
}

/** What goes back to the largest of several elements, masked before it goes. */
function masked({ graph, inputs, only }: Place): Value | undefined {
  const scatters = inputs.map((_, index) => only(index, 'Reshape', 'ScatterND'));
  return maskPooled(graph, inputs) ?? maskScattered(graph, inputs, scatters);
}

/** The operand with one number a channel of the other, `[1, channels, 1, 1]`. */
function byChannel({ inputs: [a, b] }: Pick<Place, 'inputs'>): { index: number; numbers: Value } | undefined {
  const isByChannel = (numbers: Value | undefined, other: Value | undefined) =>
    numbers && other && sizeOf(numbers.shape) === other.shape[1] && numbers.shape[1] === other.shape[1];
  if (isByChannel(b, a)) return { index: 0, numbers: b as Value };
  return isByChannel(a, b) ? { index: 1, numbers: a as Value } : undefined;
}

/** Numbers, one a channel of the result, times a kernel `[out, in, ...]`. */
function scaledKernel(graph: Graph, kernel: Value, factor: Value): Value {
  const { type, shape } = kernel;
  return graph.deriveByMoves({ shape, type }, 'scale kernel', [kernel, factor], (x, [by]) =>
    scaled(x, by, sizeOf(shape.slice(1))),
  );
}

/** Numbers by channel, and as many others. */
function combined(
  graph: Graph,
  name: string,
  a: Value,
  b: Value,
  compute: (one: number, other: number) => number,
): Value {
  return graph.deriveOnHost({ shape: [sizeOf(a.shape)], type: a.type }, name, [a, b], ([x, y]) =>
    (x as Float32Array).map((one, channel) => compute(one, (y as Float32Array)[channel])),
  );
}

/** A convolution, then a factor a channel: a convolution with another kernel and bias. */
function foldFactor(place: Place): Value | undefined {
  const { graph, node } = place;
  const found = byChannel(place);
  const convolution = found && place.only(found.index, 'Conv');
  const [image, kernel, bias] = convolution?.inputs ?? [];
  if (!found || !convolution || ![kernel, found.numbers, bias].every((value) => !value || isKnown(value)))
    return undefined;
  const inputs = [image, scaledKernel(graph, kernel as Value, found.numbers)];
  if (bias) inputs.push(combined(graph, 'scale bias', bias, found.numbers, (one, factor) => one * factor));
  return graph.one('Conv', inputs, node.outputs[0], convolution.attributes);
}

/** A product of matrices, then a number: one with a factor of its own. */
function foldNumber({ graph, node, inputs, only }: Place): Value | undefined {
  for (const index of [0, 1]) {
    const number = inputs[1 - index] && onlyNumber((inputs[1 - index] as Value).range);
    const product = only(index, 'Gemm') ?? only(index, 'Reshape', 'Gemm');
    const [output] = node.outputs;
    if (number === undefined || !product || product.inputs.length > 2) continue;
    if (sizeOf(product.outputs[0].shape) !== sizeOf(output.shape)) continue;
    const alpha = float(number * ((product.attributes.alpha?.value as number | undefined) ?? 1));
    const { shape, type } = product.outputs[0];
    const plane = graph.one(
      'Gemm',
      product.inputs,
      { shape, type, range: output.range },
      { ...product.attributes, alpha },
    );
    return reshaped(graph, plane, output.shape);
  }
  return undefined;
}

/** A convolution, then a sum a channel: its bias; axes of length 1 may go in between, as where an image has one row. */
function foldSum(place: Place): Value | undefined {
  const { graph, node } = place;
  const found = byChannel(place);
  const convolution = found && (place.only(found.index, 'Conv') ?? place.only(found.index, 'Reshape', 'Conv'));
  const [image, kernel, bias] = convolution?.inputs ?? [];
  const [output] = node.outputs;
  if (!convolution?.outputs[0].shape.slice(0, 2).every((length, axis) => length === output.shape[axis]))
    return undefined;
  if (!found || !convolution || (bias && !(isKnown(bias) && isKnown(found.numbers)))) return undefined;
  const sum = bias
    ? combined(graph, 'add bias', bias, found.numbers, (one, other) => one + other)
    : reshaped(graph, found.numbers, [kernel!.shape[0]]);
  const whole = { ...output, shape: convolution.outputs[0].shape };
  return reshaped(graph, graph.one('Conv', [image, kernel, sum], whole, convolution.attributes), output.shape);
}

/** A relu behind a convolution whose axes of length 1 go: one before they go, which onnxruntime computes with the convolution. */
function rectifiedBefore({ graph, node, only }: Place): Value | undefined {
  const [image] = only(0, 'Reshape')?.inputs ?? [];
  if (!image || !producer(image, 'Conv')) return undefined;
  const [output] = node.outputs;
  return reshaped(graph, graph.one('Relu', [image], { ...output, shape: image.shape }), output.shape);
}

/** A product of matrices, then a sum a column. */
function foldProductSum({ graph, node, inputs, only }: Place): Value | undefined {
  for (const index of [0, 1]) {
    const known = inputs[1 - index];
    const product = only(index, 'Gemm');
    const columns = inputs[index]?.shape[1];
    if (!product || product.inputs.length > 2 || !known || !columns) continue;
    if (known.shape.at(-1) !== columns || sizeOf(known.shape) !== columns) continue;
    const bias = reshaped(graph, known, [columns]);
    return graph.one('Gemm', [...product.inputs, bias], node.outputs[0], product.attributes);
  }
  return undefined;
}

/** A factor a channel, then a convolution, or a transposed one: one with another kernel. */
function foldFactorBefore({ graph, node, inputs, only }: Place): Value | undefined {
  const [, kernel, bias] = inputs;
  const factor = only(0, 'Mul');
  const found = factor && byChannel(factor);
  if (!factor || !found || !kernel || !isKnown(kernel) || !isKnown(found.numbers)) return undefined;
  const isGrouped = groupOf(node) !== 1;
  const channels = sizeOf(found.numbers.shape);
  if (isGrouped && kernel.shape[0] % channels !== 0) return undefined;
  const { type, shape } = kernel;
  const isByRow = isGrouped || node.op === 'ConvTranspose'; // the inputs' channels come first
  const run = isByRow ? sizeOf(shape) / channels : sizeOf(shape.slice(2));
  const byInput = graph.deriveByMoves({ shape, type }, `scale inputs ${run}`, [kernel, found.numbers], (x, [by]) =>
    scaled(x, by, run),
  );
  const image = factor.inputs[found.index];
  return graph.one(node.op, bias ? [image, byInput, bias] : [image, byInput], node.outputs[0], node.attributes);
}
