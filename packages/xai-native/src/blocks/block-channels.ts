import { int } from 'onnx-format';
import { Graph } from '../graph/graph';
import { neededNodes } from '../graph/needed';
import { onlyNumber } from '../graph/range';
import { type Elements, isKnown, type Node, producer, sizeOf, type Value } from '../graph/value';
import { reshaped, transposed } from '../graph/view';
import {
  axesOf,
  type CellAxis,
  cellAttributes,
  isPlaced,
  phase,
  stretchedAxis,
  transposedStretches,
} from './cell-axis';
import { blockedOperator } from './domain';
import { fuse } from './fuse';
import { type Direction, gatheredKernel, gatheredShape } from './gathered-kernel';
import { imageOfStretches, interleaved } from './interleave';
import { blockedImage, blockedKernel, blockedKernelShape, blockedNumbers, type KernelLayout, padded } from './kernels';
import { isElementwise, ofZeros } from './operators';
import { hardSigmoid, isNegative } from './steps';

/** An input that the graph takes laid out anew, which is done outside of it. */
export interface LaidOutInput {
  /** The input as it was taken before. */
  readonly of: Value;
  /** What the graph takes in its place. */
  readonly value: Value;
  /** Says how it lies. */
  readonly name: string;
  readonly layOut: (elements: Elements) => Elements;
}

const convolution = blockedOperator('Conv');

/** Channels of images come and go in fours at least. */
const leastChannels = 4;

/**
 * Computes images in blocks of channels, `[batch, channels / block, height, width, block]`, as the fastest convolutions of onnxruntime want them. It
 * can do so by itself, for kernels that are constants, and then copies them several times while it loads a graph, and turns images back for all that it
 * does not know to compute in blocks, such as most of a gradient. Here kernels stay inputs, laid out once, and images stay in blocks from
 * the first convolution to the last wherever they are computed element by element.
 *
 * @param outputs of a graph for any runtime
 * @param block how many channels a block has
 * @param isGiven whether the elements of an input are at hand outside of the graph, such as modified weights
 */
export function blockChannels(outputs: readonly Value[], block: number, isGiven: (value: Value) => boolean) {
  const pass = new BlockedPass(outputs, block, isGiven);
  return { outputs: fuse(outputs.map((value) => pass.plain(value))), laidOut: pass.laidOut };
}

class BlockedPass {
  readonly laidOut: LaidOutInput[] = [];
  private readonly graph = new Graph();
  private readonly plains = new Map<Value, Value>();
  private readonly blocks = new Map<Value, Value>();
  /** Values in blocks that have zeros behind their last channels. */
  private readonly zeros = new Set<Value>();
  private readonly uses = new Map<Value, number>();

  constructor(
    outputs: readonly Value[],
    private readonly block: number,
    private readonly isGiven: (value: Value) => boolean,
  ) {
    const nodes = neededNodes(outputs);
    for (const value of [...nodes.flatMap(({ inputs }) => inputs), ...outputs]) {
      if (value) this.uses.set(value, (this.uses.get(value) ?? 0) + 1);
    }
    for (const node of nodes) this.add(node);
  }

  /** A value of the former graph as it was there. */
  plain(value: Value): Value {
    const known = this.plains.get(value);
    if (known) return known;
    const blocked = this.blocks.get(value);
    if (!blocked) return value;
    if (value.type !== 'float32' && value.origin.kind === 'node') {
      this.addPlain(value.origin.node); // once more, as nothing turns other types back
      return this.plain(value);
    }
    const attributes = { channels: int(value.shape[1]) };
    const plain = this.graph.one(blockedOperator('ReorderOutput'), [blocked], value, attributes);
    this.plains.set(value, plain);
    return plain;
  }

  private add(node: Node): void {
    const image = this.inStretches(node);
    if (image) {
      this.plains.set(node.outputs[0], image);
      return;
    }
    const blocked = this.addBlocked(node);
    if (blocked) {
      this.blocks.set(node.outputs[0], blocked);
      return;
    }
    this.addPlain(node);
  }

  private addPlain(node: Node): void {
    const inputs = node.inputs.map((value) => value && this.plain(value));
    if (node.op === 'Transpose') {
      const order = node.attributes.perm.value as readonly number[];
      this.plains.set(node.outputs[0], transposed(this.graph, inputs[0] as Value, order));
      return;
    }
    const results = this.graph.add(node.op, inputs, node.attributes, node.outputs);
    node.outputs.forEach((output, index) => {
      this.plains.set(output, results[index]);
    });
  }

  private addBlocked(node: Node): Value | undefined {
    if (node.outputs[0].shape.length !== 4) return undefined;
    if (node.op === 'Conv') return this.convolution(node);
    if (node.op === 'ConvTranspose') return this.transposedConvolution(node);
    if (node.op === 'MaxPool' || node.op === 'AveragePool') return this.pooling(node);
    if (node.op === 'Concat') return this.concatenation(node);
    if (!isElementwise(node.op) || node.inputs.includes(undefined)) return undefined;
    return this.byChannel(node) ?? this.offset(node) ?? this.stabilized(node) ?? this.elementwise(node);
  }

  /** A value in blocks with zeros behind its last channels; none, if its channels cannot be blocked. */
  private blockedImage(value: Value): Value | undefined {
    const { shape, type, range } = value;
    const known = this.blocks.get(value);
    if (known) return this.zeros.has(known) || this.fills(shape[1]) ? known : undefined;
    if (type !== 'float32' || shape[1] % leastChannels !== 0) return undefined;
    const made = this.reordered(value, {
      shape: [shape[0], padded(shape[1], this.block), ...shape.slice(2)],
      type,
      range,
    });
    if (!made) return undefined;
    this.zeros.add(made);
    this.blocks.set(value, made);
    return made;
  }

  private reordered(value: Value, output: Pick<Value, 'shape' | 'type' | 'range'>): Value | undefined {
    const { shape } = value;
    if (!this.fills(shape[1])) return this.graph.one(blockedOperator('ReorderInput'), [this.plain(value)], output);
    if (sizeOf(shape.slice(2)) === 1) return this.plain(value); // lies alike
    if (!isKnown(value)) return this.graph.one(blockedOperator('ReorderInput'), [this.plain(value)], output);
    return this.graph.deriveOnHost(output, `in blocks of ${this.block}`, [value], ([x]) =>
      blockedImage(x as Float32Array, shape, this.block),
    );
  }

  private fills(channels: number): boolean {
    return channels % this.block === 0;
  }

  private convolution({ inputs, attributes, outputs: [output] }: Node): Value | undefined {
    const [image, kernel, bias] = inputs as Value[];
    const layout = this.layoutOf(kernel, kernel.shape, Number(attributes.group.value));
    if (!layout || (bias && !this.canLayOut(bias) && !this.fills(output.shape[1]))) return undefined;
    const isDirect = !layout.blocksInput && Number(attributes.group.value) === 1;
    const from = isDirect ? this.plain(image) : this.blockedImage(image);
    if (!from) return undefined;
    const operands = [from, this.blockedKernel(kernel, layout)];
    if (bias) operands.push(this.blockedBias(bias));
    const [batch, channels, ...space] = output.shape;
    const shape = [batch, padded(channels, this.block), ...space];
    const result = this.graph.one(convolution, operands, { ...output, shape }, attributes);
    this.zeros.add(result);
    return result;
  }

  /** A transposed convolution: one convolution for each cell of a stride. */
  private transposedConvolution(node: Node): Value | undefined {
    const axes = axesOf(node);
    const [, kernel, bias] = node.inputs;
    const group = groupOf(node);
    const isDepthwise = kernel!.shape[0] === group && kernel!.shape[1] === 1;
    if (!axes || bias || (group > 1 && !isDepthwise)) return undefined;
    const [down, right] = axes.map((axis) => Array.from({ length: axis.stride }, (_, cell) => phase(axis, cell)));
    if (![...down, ...right].every(isPlaced)) return undefined;
    const direction = group > 1 ? 'forward' : 'transposed';
    const phases: (Value | undefined)[][] = [];
    for (const y of down) {
      const row: (Value | undefined)[] = [];
      for (const x of right) {
        const isEmpty = y.taps === 0 || x.taps === 0;
        const part = isEmpty ? undefined : this.ofCells(node, [y, x], direction);
        if (!isEmpty && !part) return undefined;
        row.push(part);
      }
      phases.push(row);
    }
    const result = interleaved(this.graph, phases, node.outputs[0], this.block);
    this.zeros.add(result);
    return result;
  }

  /** A convolution to a few channels, which computes as many cells at once as there is room for in a block. */
  private inStretches(node: Node): Value | undefined {
    const { op, inputs, outputs } = node;
    const [output] = outputs;
    const isTransposed = op === 'ConvTranspose';
    if ((op !== 'Conv' && !isTransposed) || output.shape.length !== 4) return undefined;
    const axes = axesOf(node);
    if (!axes || inputs[2] || groupOf(node) > 1) return undefined;
    const [{ stride, kernel }] = axes;
    const side = Math.floor(Math.sqrt(this.block / output.shape[1]));
    const cells = side - (side % stride);
    const isWorthwhile = cells > 1 && (isTransposed || stride === 1) && (kernel > 1 || stride > 1);
    if (!isWorthwhile || axes.some((axis) => axis.stride !== stride || axis.output < cells)) return undefined;
    const stretches = axes.map((axis) =>
      isTransposed ? transposedStretches(axis, cells) : stretchedAxis(axis, cells),
    );
    if (!stretches.every(isPlaced)) return undefined;
    const computed = this.ofCells(node, stretches, isTransposed ? 'transposed' : 'forward');
    return computed && imageOfStretches(this.graph, computed, stretches, output);
  }

  /** What a convolution, transposed or not, computes of some cells. */
  private ofCells(node: Node, axes: readonly CellAxis[], direction: Direction): Value | undefined {
    const [image, kernel] = node.inputs as Value[];
    const group = groupOf(node);
    const shape = gatheredShape(kernel.shape, axes, direction);
    const layout = this.layoutOf(kernel, shape, group);
    const from = layout && (layout.blocksInput || group > 1 ? this.blockedImage(image) : this.plain(image));
    if (!from) return undefined;
    const of = axes.map(({ cells, taps, source }) =>
      Array.from({ length: cells * taps }, (_, at) => source(Math.floor(at / taps), at % taps)),
    );
    const name = `${direction} ${of.join(' by ')} of ${shape} in blocks of ${layout.block} ${layout.blocksInput}`;
    const laidOut = this.givenAs(kernel, blockedKernelShape(shape, layout), name, (elements) =>
      blockedKernel(gatheredKernel(elements as Float32Array, kernel.shape, axes, direction), shape, layout),
    );
    const { range, type, shape: full } = node.outputs[0];
    const output = {
      shape: [full[0], padded(shape[0], this.block), ...axes.map(({ stretches }) => stretches)],
      type,
      range: [Math.min(0, range[0]), Math.max(0, range[1])],
    } as const;
    const result = this.graph.one(convolution, [from, laidOut], output, cellAttributes(axes, group));
    this.zeros.add(result);
    return result;
  }

  /** How the kernel of a convolution is to lie in a shape, if it can be in blocks. */
  private layoutOf(kernel: Value, [out, into]: readonly number[], group: number): KernelLayout | undefined {
    const { block } = this;
    if (!this.canLayOut(kernel)) return undefined;
    if (group === 1) {
      if (into < block) return { block, blocksInput: false };
      return into % leastChannels === 0 ? { block, blocksInput: true } : undefined;
    }
    if (!this.fills(out)) return undefined;
    if (into === 1 && out === group) return { block, blocksInput: false };
    return this.fills(into) && this.fills(out / group) ? { block, blocksInput: true } : undefined;
  }

  private canLayOut(value: Value): boolean {
    return isKnown(value) || this.isGiven(value);
  }

  private blockedKernel(kernel: Value, layout: KernelLayout): Value {
    const shape = blockedKernelShape(kernel.shape, layout);
    const name = `kernel in blocks of ${layout.block} ${layout.blocksInput}`;
    return this.givenAs(kernel, shape, name, (elements) =>
      blockedKernel(elements as Float32Array, kernel.shape, layout),
    );
  }

  private blockedBias(bias: Value): Value {
    if (this.fills(sizeOf(bias.shape))) return this.plain(bias);
    const shape = [padded(bias.shape[0], this.block)];
    return this.givenAs(bias, shape, 'filled up', (elements) => blockedNumbers(elements as Float32Array, this.block));
  }

  /** A value whose elements are at hand, laid out anew. */
  private givenAs(value: Value, shape: number[], name: string, layOut: (elements: Elements) => Elements): Value {
    const { type, range } = value;
    if (isKnown(value)) {
      return this.graph.deriveOnHost(
        { shape, type, range: [Math.min(0, range[0]), Math.max(0, range[1])] },
        name,
        [value],
        ([x]) => layOut(x),
      );
    }
    const known = this.laidOut.find((one) => one.of === value && one.name === name);
    if (known) return known.value;
    const laidOut = { of: value, name, value: this.graph.input(shape, type), layOut };
    this.laidOut.push(laidOut);
    return laidOut.value;
  }

  /** Windows of blocks; of the largest cells, the places are not told. */
  private pooling({ op, inputs: [image], attributes, outputs }: Node): Value | undefined {
    const [output, places] = outputs;
    if (!this.blocks.has(image!) || (places && this.uses.has(places))) return undefined;
    const from = this.blockedImage(image!);
    if (!from) return undefined;
    const [batch, , ...space] = output.shape;
    const result = this.graph.one(
      blockedOperator(op),
      [from],
      { ...output, shape: [batch, from.shape[1], ...space] },
      attributes,
    );
    this.zeros.add(result);
    return result;
  }

  private concatenation({ inputs, attributes, outputs: [output] }: Node): Value | undefined {
    const images = inputs as Value[];
    if (attributes.axis.value !== 1 || !images.some((image) => this.blocks.has(image))) return undefined;
    if (!images.every(({ shape }) => this.fills(shape[1]))) return undefined;
    const operands = images.map((image) => this.blockedImage(image));
    return operands.every(Boolean) ? this.graph.one('Concat', operands, output, attributes) : undefined;
  }

  /** A factor or a summand for each channel, which a convolution for each channel has as its kernel, or its bias. */
  private byChannel({ op, inputs, outputs: [output] }: Node): Value | undefined {
    if (op !== 'Mul' && op !== 'Add') return undefined;
    const [, channels] = output.shape;
    const isEach = ({ shape }: Value) => shape.length === 4 && shape[1] === channels && sizeOf(shape) === channels;
    const numbers = (inputs as Value[]).find((value) => isKnown(value) && isEach(value));
    const image = (inputs as Value[]).find((value) => value !== numbers);
    if (!numbers || !image || !this.fills(channels) || String(image.shape) !== String(output.shape)) return undefined;
    const from = this.blocks.get(image);
    if (!from) return undefined;
    if (op === 'Mul') return this.channelwise(from, reshaped(this.graph, numbers, [channels, 1, 1, 1]), output);
    const summands = reshaped(this.graph, numbers, [channels]);
    const biased = this.biased(image, summands, output);
    return biased ?? this.channelwise(from, this.graph.fill(1, [channels, 1, 1, 1], 'float32'), output, summands);
  }

  /** A number that is added to what a convolution gives: its bias. */
  private offset({ op, inputs, outputs: [output] }: Node): Value | undefined {
    const number = (inputs as Value[]).find(({ shape, origin }) => sizeOf(shape) === 1 && origin.kind === 'literal');
    const image = (inputs as Value[]).find((value) => value !== number);
    const [, channels] = output.shape;
    if (op !== 'Add' || !number || !image || !this.fills(channels)) return undefined;
    return this.biased(image, this.graph.fill(onlyNumber(number.range) as number, [channels], 'float32'), output);
  }

  /** The convolution that gives an image, with a bias, if nothing else needs the image. */
  private biased(image: Value, bias: Value, { type, range, shape }: Value): Value | undefined {
    const blocked = this.blocks.get(image);
    const node = blocked && this.uses.get(image) === 1 ? producer(blocked, convolution) : undefined;
    if (!node || node.inputs.length > 2) return undefined;
    return this.graph.one(convolution, [...node.inputs, bias], { type, range, shape }, node.attributes);
  }

  /** A convolution of single cells for each channel. */
  private channelwise(image: Value, kernel: Value, { type, range, shape }: Value, ...more: Value[]): Value {
    const point = { cells: 1, stretches: 1, taps: 1, stride: 1, before: 0, after: 0, source: () => 0 };
    const attributes = cellAttributes([point, point], shape[1]);
    return this.graph.one(convolution, [image, kernel, ...more], { type, range, shape }, attributes);
  }

  /** A denominator kept away from zero, `x - (x < 0 ? a : b)`: a step, and a convolution of single cells that adds x. */
  private stabilized({ op, inputs, outputs: [output] }: Node): Value | undefined {
    const [x, choice] = inputs as Value[];
    const [condition, yes, no] = (op === 'Sub' && producer(choice, 'Where')?.inputs) || [];
    const [opposite, zero] = (condition && producer(condition, 'Greater')?.inputs) ?? [];
    const [original, minus] = (opposite && producer(opposite, 'Mul')?.inputs) ?? [];
    const image = this.blocks.get(x);
    const [ifTrue, ifFalse, from, factor] = [yes, no, zero, minus].map((value) => value && onlyNumber(value.range));
    const isStep = original === x && from === 0 && factor === -1;
    if (!image || !isStep || ifTrue === undefined || ifFalse === undefined || !this.fills(output.shape[1]))
      return undefined;
    const [, channels] = output.shape;
    const isBelow = hardSigmoid(this.graph, image, isNegative);
    const [kernel, bias] = [
      this.graph.fill(ifFalse - ifTrue, [channels, 1, 1, 1], 'float32'),
      this.graph.fill(-ifFalse, [channels], 'float32'),
    ];
    return this.channelwise(isBelow, kernel, output, bias, image);
  }

  private elementwise({ op, inputs, attributes, outputs: [output] }: Node): Value | undefined {
    const { shape } = output;
    const values = inputs as Value[];
    const isAlike = (value: Value) => String(value.shape) === String(shape);
    if (!values.some((value) => this.blocks.has(value))) return undefined;
    if (!values.every((value) => isAlike(value) || sizeOf(value.shape) === 1)) return undefined;
    const isFull = this.fills(shape[1]);
    const operands: Value[] = [];
    for (const value of values) {
      const operand = isAlike(value) ? (this.blocks.get(value) ?? this.blockedImage(value)) : this.plain(value);
      if (!operand) return undefined;
      operands.push(operand);
    }
    const areZeros = operands.map((operand, index) =>
      isAlike(values[index]) ? this.zeros.has(operand) : keepsZeros(op, index, values[index]),
    );
    const kind = ofZeros(op, areZeros);
    if (!isFull && kind === 'anything') return undefined;
    const full = [shape[0], padded(shape[1], this.block), ...shape.slice(2)];
    const result = this.graph.one(op, operands, { ...output, shape: full }, attributes);
    if (isFull || kind === 'zero') this.zeros.add(result);
    return result;
  }
}

function groupOf({ attributes }: Node): number {
  return Number(attributes.group?.value ?? 1);
}

/** Whether a number as an operand is as good as a zero: zero itself, and bounds of a clipped value that have it between them. */
function keepsZeros(op: string, index: number, { range: [min, max] }: Value): boolean {
  if (op === 'Clip') return index === 1 ? max <= 0 : min >= 0;
  return min === 0 && max === 0;
}
