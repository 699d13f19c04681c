import { int, string } from 'onnx-format';
import { Graph } from '../graph/graph';
import { neededNodes } from '../graph/needed';
import { sizeOf } from '../graph/size-of';
import { type Elements, isKnown, type Node, type Value } from '../graph/value';
import { transposed } from '../graph/view';
import { elementsOf, type Strided, whole } from '../known/strided';
import { blockedOperator } from './domain';
import { blockedImage, padded } from './kernels';

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

/** Channels of images come and go in fours at least. */
export const leastChannels = 4;

/** The values of a graph that is written anew: each as it was, or in blocks of channels, or both, one made of the other when it is asked for. */
export class BlockedValues {
  readonly laidOut: LaidOutInput[] = [];
  readonly graph = new Graph();
  private readonly plains = new Map<Value, Value>();
  private readonly blocks = new Map<Value, Value>();
  private readonly phases = new Map<Value, Value>();
  /** Values in blocks that have zeros behind their last channels. */
  private readonly zeros = new Set<Value>();
  private readonly users = new Map<Value, Node[]>();

  constructor(
    private readonly outputs: readonly Value[],
    readonly block: number,
    private readonly isGiven: (value: Value) => boolean,
  ) {
    for (const node of neededNodes(outputs))
      for (const input of node.inputs) if (input) this.users.set(input, [...this.usersOf(input), node]);
  }

  /** The nodes that a value of the former graph is given to, one that takes it twice two times. */
  usersOf(value: Value): readonly Node[] {
    return this.users.get(value) ?? [];
  }

  /** How often a value of the former graph is needed. */
  usesOf(value: Value): number {
    return this.usersOf(value).length + this.outputs.filter((output) => output === value).length;
  }

  /** A value of the former graph in blocks, if it is there as such. */
  inBlocks(value: Value): Value | undefined {
    return this.blocks.get(value);
  }

  /** Notes what a value of the former graph is, as it was there. */
  setPlain(value: Value, plain: Value): void {
    this.plains.set(value, plain);
  }

  /** Notes what a value of the former graph is in blocks. */
  setBlocked(value: Value, blocked: Value): void {
    this.blocks.set(value, blocked);
  }

  /**
   * A value of the former graph in phases, if it is there as such: `[batch, 4 * channels, height / 2, width / 2]`, first the cells at even rows and columns, then
   * those at even rows and odd columns, and those at odd rows.
   */
  inPhases(value: Value): Value | undefined {
    return this.phases.get(value);
  }

  /** Notes what a value of the former graph is in phases. */
  setInPhases(value: Value, phased: Value): void {
    this.phases.set(value, phased);
  }

  /** Whether a value in blocks has zeros behind its last channels. */
  hasZeros(blocked: Value): boolean {
    return this.zeros.has(blocked);
  }

  /** Notes that a value in blocks has zeros behind its last channels. */
  withZeros(blocked: Value): Value {
    this.zeros.add(blocked);
    return blocked;
  }

  /** A value of the former graph as it was there. */
  plain(value: Value): Value {
    const known = this.plains.get(value);
    if (known) return known;
    const phased = this.phases.get(value);
    const blocked = this.blocks.get(value);
    if (phased) return this.outOfPhases(phased, value);
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

  private outOfPhases(phased: Value, value: Value): Value {
    const attributes = { blocksize: int(2), mode: string('DCR') };
    const plain = this.graph.one('DepthToSpace', [phased], value, attributes);
    this.plains.set(value, plain);
    return plain;
  }

  /** Adds a node as it was. */
  addPlain(node: Node): void {
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

  /** A value in blocks with zeros behind its last channels; none, if its channels cannot be blocked. */
  blockedImage(value: Value): Value | undefined {
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

  /** Whether so many channels fill whole blocks. */
  fills(channels: number): boolean {
    return channels % this.block === 0;
  }

  /** Whether a value can be laid out outside of the graph. */
  canLayOut(value: Value): boolean {
    return isKnown(value) || this.isGiven(value);
  }

  /** A value whose elements are at hand, laid out anew. */
  givenAs(value: Value, shape: number[], name: string, layOut: (elements: Float32Array) => Float32Array): Value {
    return this.movedAs(value, shape, name, (x) => whole(layOut(elementsOf(x)), shape));
  }

  /** A value whose elements are at hand, moved. */
  movedAs(value: Value, shape: number[], name: string, move: (x: Strided) => Strided): Value {
    const { type, range } = value;
    if (isKnown(value)) {
      const output = { shape, type, range: [Math.min(0, range[0]), Math.max(0, range[1])] } as const;
      return this.graph.deriveByMoves(output, name, [value], move);
    }
    const known = this.laidOut.find((one) => one.of === value && one.name === name);
    if (known) return known.value;
    const layOut = (elements: Elements) => elementsOf(move(whole(elements as Float32Array, value.shape)));
    const laidOut = { of: value, name, value: this.graph.input(shape, type), layOut };
    this.laidOut.push(laidOut);
    return laidOut.value;
  }
}
