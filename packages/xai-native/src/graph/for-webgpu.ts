import { int, ints } from 'onnx-format';
import { reversed } from '../known/arrange';
import { Graph } from './graph';
import { groupOf } from './group-of';
import { neededNodes } from './needed';
import { sizeOf } from './size-of';
import { isKnown, type Node, type Value } from './value';
import { reshaped, transposed } from './view';

/**
 * A graph for onnxruntime's webgpu (1.30), whose convolutions are wrong from 6, 9, 15, ... channels to a multiple of four, and which does not see zeros behind the
 * image where the kernel is a single cell or as large as the image, and whose transposed ones are wrong where several channels of a group go into one: channels of
 * zeros are put beside the others, zeros become a part of the image, and transposed convolutions of images become plain ones.
 *
 * @returns the outputs, computed by what is right there
 */
export function forWebgpu(outputs: readonly Value[]): Value[] {
  const graph = new Graph();
  const replaced = new Map<Value, Value>();
  const now = (value: Value) => replaced.get(value) ?? value;
  for (const node of neededNodes(outputs)) {
    const inputs = node.inputs.map((value) => value && now(value));
    const results =
      ofImages(graph, node, inputs as Value[]) ?? graph.add(node.op, inputs, node.attributes, node.outputs);
    node.outputs.forEach((output, index) => {
      replaced.set(output, results[index]);
    });
  }
  return outputs.map(now);
}

/** What a convolution is, beside what it is given. */
type Convolution = Pick<Node, 'attributes' | 'outputs'>;

/** A convolution of images in another way. */
function ofImages(graph: Graph, node: Node, inputs: readonly Value[]): Value[] | undefined {
  if (node.outputs[0].shape.length !== 4) return undefined;
  const group = groupOf(node);
  const isJoining = group > 1 && inputs[1].shape[0] > group;
  if (node.op === 'ConvTranspose' && isJoining) return [plain(graph, node, inputs)];
  if (node.op !== 'Conv' || group > 1) return undefined;
  return [withChannels(graph, ...withZerosInside(graph, node, inputs))];
}

/**
 * With the zeros behind the image as a part of it, where they would not be seen: it is taken for a product of matrices if there are none before it. (By `Pad` they
 * would become the convolution's own again, as onnxruntime optimizes it.)
 */
function withZerosInside(
  graph: Graph,
  { attributes, outputs }: Node,
  [image, kernel, ...bias]: readonly Value[],
): [Convolution, readonly Value[]] {
  const pads = (attributes.pads?.value as number[] | undefined) ?? [0, 0, 0, 0];
  const window = kernel.shape.slice(2);
  const isProduct = sizeOf(window) === 1 || window.every((length, axis) => length === image.shape[axis + 2]);
  const isRight = !isProduct || pads[0] > 0 || pads[1] > 0 || (pads[2] === 0 && pads[3] === 0);
  if (isRight) return [{ attributes, outputs }, [image, kernel, ...bias]];
  const wide = [2, 3].reduce((x, axis) => withZerosAfter(graph, x, axis, pads[axis]), image);
  return [{ attributes: { ...attributes, pads: ints([0, 0, 0, 0]) }, outputs }, [wide, kernel, ...bias]];
}

/** With zeros behind the last cells of an axis. */
function withZerosAfter(graph: Graph, x: Value, axis: number, length: number): Value {
  if (length === 0) return x;
  const along = (size: number) => x.shape.map((own, at) => (at === axis ? size : own));
  const { type } = x;
  const zeros = graph.fill(0, along(length), type);
  return graph.one('Concat', [x, zeros], { shape: along(x.shape[axis] + length), type }, { axis: int(axis) });
}

/** A convolution from a number of channels that is right. */
function withChannels(
  graph: Graph,
  { attributes, outputs: [output] }: Convolution,
  [image, kernel, ...bias]: readonly Value[],
): Value {
  const [outside, inside] = kernel.shape;
  const { shape, type, range } = output;
  const isRight = inside % 4 === 0 || inside % 3 !== 0 || inside === 3 || outside % 4 !== 0;
  const missing = isRight ? 0 : 4 - (inside % 4);
  const inputs = [more(graph, image, missing), more(graph, kernel, missing), ...bias];
  return graph.one('Conv', inputs, { shape, type, range }, attributes);
}

/** With channels of zeros behind its own. */
function more(graph: Graph, x: Value, missing: number): Value {
  if (missing === 0) return x;
  const [first, channels, ...spatial] = x.shape;
  const { type } = x;
  const output = { shape: [first, channels + missing, ...spatial], type } as const;
  const size = sizeOf(spatial);
  if (isKnown(x))
    return graph.deriveOnHost(output, `${missing} channels of zeros`, [x], ([elements]) => {
      const all = new Float32Array(first * (channels + missing) * size);
      for (let at = 0; at < first; at++) {
        const own = (elements as Float32Array).subarray(at * channels * size, (at + 1) * channels * size);
        all.set(own, at * (channels + missing) * size);
      }
      return all;
    });
  const pads = graph.integers([0, 0, 0, 0, 0, missing, 0, 0]);
  return graph.one('Pad', [x, pads, graph.fill(0, [], type)], output);
}

function plain(graph: Graph, node: Node, [dy, kernel, bias]: readonly Value[]): Value {
  const { attributes } = node;
  const [output] = node.outputs;
  const list = (name: string, usual: number) => (attributes[name]?.value as number[] | undefined) ?? [usual, usual];
  const [strides, dilations] = [list('strides', 1), list('dilations', 1)];
  const pads = (attributes.pads?.value as number[] | undefined) ?? [0, 0, 0, 0];
  const group = groupOf(node);
  const spans = kernel.shape.slice(2).map((length, axis) => (length - 1) * dilations[axis] + 1);
  const apart = withZeros(graph, dy, strides);
  const before = spans.map((span, axis) => span - 1 - pads[axis]);
  const after = spans.map((span, axis) => {
    const length = apart.shape[axis + 2] + before[axis];
    return output.shape[axis + 2] + span - 1 - length;
  });
  const inside = cropped(graph, apart, before, after);
  const inputs = [inside, mirroredKernel(graph, kernel, group), ...(bias ? [bias] : [])];
  const around = [...before, ...after].map((length) => Math.max(0, length));
  const plainAttributes = {
    ...{ kernel_shape: ints(kernel.shape.slice(2)), strides: ints([1, 1]), dilations: ints(dilations) },
    ...{ group: int(group), pads: ints(around) },
  };
  const { shape, type, range } = output;
  return graph.one('Conv', inputs, { shape, type, range }, plainAttributes);
}

/** Zeros between the cells, and behind the last. */
function withZeros(graph: Graph, x: Value, strides: readonly number[]): Value {
  if (strides.every((stride) => stride === 1)) return x;
  const [batch, channels, height, width] = x.shape;
  const { type } = x;
  const cells = reshaped(graph, x, [batch, channels, height, 1, width, 1]);
  const shape = [batch, channels, height, strides[0], width, strides[1]];
  const ends = [0, 0, 0, strides[0] - 1, 0, strides[1] - 1];
  const pads = graph.integers([...ends.map(() => 0), ...ends]);
  const padded = graph.one('Pad', [cells, pads, graph.fill(0, [], type)], { shape, type });
  return reshaped(graph, padded, [batch, channels, height * strides[0], width * strides[1]]);
}

/** Without what lies outside of the image: where there is less than nothing around it. */
function cropped(graph: Graph, x: Value, before: readonly number[], after: readonly number[]): Value {
  const starts = before.map((length) => Math.max(0, -length));
  const ends = after.map((length, axis) => x.shape[axis + 2] - Math.max(0, -length));
  if (starts.every((start) => start === 0) && ends.every((end, axis) => end === x.shape[axis + 2])) return x;
  const shape = [x.shape[0], x.shape[1], ...ends.map((end, axis) => end - starts[axis])];
  const { type, range } = x;
  return graph.one('Slice', [x, ...[starts, ends, [2, 3]].map((list) => graph.integers(list))], { shape, type, range });
}

/** `[in, out / group, height, width]` as `[out, in / group, height, width]`, the cells in the opposite order. */
function mirroredKernel(graph: Graph, kernel: Value, group: number): Value {
  const [inside, outside, ...spatial] = kernel.shape;
  const byGroup = reshaped(graph, kernel, [group, inside / group, outside, ...spatial]);
  const swapped = reshaped(graph, transposed(graph, byGroup, [0, 2, 1, 3, 4]), [
    group * outside,
    inside / group,
    ...spatial,
  ]);
  const { shape, type, range } = swapped;
  if (isKnown(swapped))
    return graph.deriveOnHost({ shape, type, range }, 'mirror 2,3', [swapped], ([x]) =>
      reversed(x as Float32Array, shape, [2, 3]),
    );
  const [starts, ends] = [spatial.map((length) => length - 1), spatial.map((length) => -length - 1)];
  const lists = [starts, ends, [2, 3], [-1, -1]].map((list) => graph.integers(list));
  return graph.one('Slice', [swapped, ...lists], { shape, type, range });
}
