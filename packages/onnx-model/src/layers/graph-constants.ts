import { dispose, type Tensor } from '@tensorflow/tfjs-core';
import type { OnnxModelFile, OnnxNode } from 'onnx-format';
import { operators } from '../operators';
import { OperatorNode } from '../operators/operator-node';
import { selections } from '../operators/selections';
import { shapes } from '../operators/shapes';
import { hostValue } from '../operators/shapes/constant';
import { Unsupported } from '../operators/unsupported';
import { HostValue } from '../operators/values/host-value';
import { own } from '../operators/values/own';
import { type Value, whereItBelongs } from '../operators/values/value';
import type { OpenShape } from './layer-values';

/** Operators that make arrays of a shape. */
const makesArrays = ['ConstantOfShape', 'Expand', 'Range', 'Tile'];

/** Whether a node may be one that computes a shape. */
export const movesValues = ({ op, domain }: OnnxNode): boolean =>
  domain === '' && (Object.hasOwn(shapes, op) || Object.hasOwn(selections, op));

/** What is known of a graph without its input: constants, what follows from them, and shapes, in which NaN is the number of samples. */
export class GraphConstants {
  private readonly values = new Map<string, Value>();
  /** Values that are zeros for each sample, as recurrent layers begin with. */
  private readonly zeros = new Set<string>();

  /** What nodes of constants keep for themselves. */
  private readonly owned: Tensor[] = [];

  /** @param fixed further constants, by the names of inputs */
  constructor(
    private readonly model: OnnxModelFile,
    fixed: ReadonlyMap<string, HostValue>,
  ) {
    for (const [name, value] of fixed) this.values.set(name, value);
    for (const [name, tensor] of model.graph.initializers) {
      const value = hostValue(tensor);
      if (value) this.values.set(name, value);
    }
  }

  get(name: string): Value | undefined {
    return this.values.get(name);
  }

  has(name: string): boolean {
    return this.values.has(name) || this.zeros.has(name);
  }

  isZeros(name: string): boolean {
    const value = this.values.get(name);
    return (
      this.zeros.has(name) || (value instanceof HostValue && Array.from(value.data).every((element) => element === 0))
    );
  }

  /** A node as operators read it. */
  reader(node: OnnxNode): OperatorNode {
    return new OperatorNode(node, own(this.model.opsets, node.domain) ?? 1, this.values);
  }

  /**
   * Computes a node of constants.
   *
   * @throws {Unsupported} when it cannot
   */
  compute(node: OnnxNode): void {
    if (movesValues(node) && this.zeros.has(node.inputs[0])) {
      for (const name of node.outputs) this.zeros.add(name);
      return;
    }
    const operator = own(own(operators, node.domain) ?? {}, node.op);
    if (!operator) throw new Unsupported('');
    const inputs = node.inputs.map((name) => {
      const value = this.values.get(name);
      return value && whereItBelongs(value);
    }) as Value[];
    const isOpen = inputs.some((value) => value instanceof HostValue && Array.from(value.data).some(Number.isNaN));
    if (isOpen && makesArrays.includes(node.op)) {
      this.addZeros(node);
      return;
    }
    const reader = this.reader(node);
    const evaluate = operator(reader);
    this.owned.push(...reader.owned);
    for (const [index, value] of [evaluate(inputs)].flat().entries()) this.values.set(node.outputs[index], value);
  }

  /** Adds the shape of a layer's output, or the part of it that a node asks for. */
  addShape(node: OnnxNode, shape: OpenShape): void {
    const reader = this.reader(node);
    const lengths = shape.map((length) => length ?? Number.NaN);
    const part = lengths.slice(reader.int('start', 0), reader.attribute('end', 'int'));
    this.values.set(node.outputs[0], HostValue.integers(part));
  }

  /** Frees what was kept, when the model is built. */
  dispose(): void {
    dispose(this.owned);
  }

  private addZeros(node: OnnxNode): void {
    const value = this.reader(node).attribute('value', 'tensor');
    if (node.op !== 'ConstantOfShape' || (value && Number(value.data[0]) !== 0)) {
      throw new Unsupported('of as many elements as there are samples');
    }
    this.zeros.add(node.outputs[0]);
  }
}
