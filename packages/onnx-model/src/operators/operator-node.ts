import { keep, type Tensor } from '@tensorflow/tfjs-core';
import type { AttributeValues, OnnxNode } from 'onnx-format';
import type { Value } from './values/value';

/** A node as operators read it: its attributes, the version of its operator, and its inputs that are constants. */
export class OperatorNode {
  /** Inputs that the node has made something of its own from, so that it does not need them when it is evaluated. */
  readonly taken = new Set<number>();
  /** What the node computes with besides its inputs, made from its constants and attributes. */
  readonly owned: Tensor[] = [];

  constructor(
    private readonly node: OnnxNode,
    /** The version of the operator set. */
    readonly opset: number,
    private readonly constants: ReadonlyMap<string, Value>,
    /** The types of elements that the file states, by the names of values. */
    private readonly types: ReadonlyMap<string, string> = new Map(),
  ) {}

  /** The same node, as if none of its inputs were a constant: for an operator that takes them in another order. */
  get withoutConstants(): OperatorNode {
    return new OperatorNode(this.node, this.opset, new Map());
  }

  /** The same node, with the attributes' meaning of another version. */
  ofVersion(opset: number): OperatorNode {
    return new OperatorNode(this.node, opset, this.constants, this.types);
  }

  /** The type of an input's elements, where the file states it. */
  elementType(index: number): string | undefined {
    return this.types.get(this.node.inputs[index] ?? '');
  }

  get op(): string {
    return this.node.op;
  }

  /** The number of outputs that the node names. */
  get outputs(): number {
    return this.node.outputs.length;
  }

  /** Whether an output is asked for. */
  hasOutput(index: number): boolean {
    return Boolean(this.node.outputs[index]);
  }

  /** Whether an optional input is there. */
  hasInput(index: number): boolean {
    return Boolean(this.node.inputs[index]);
  }

  /** The value of an attribute, or undefined. */
  attribute<Type extends keyof AttributeValues>(name: string, type: Type): AttributeValues[Type] | undefined {
    const attribute = this.node.attributes[name];
    return attribute?.type === type ? (attribute.value as AttributeValues[Type]) : undefined;
  }

  int(name: string, otherwise: number): number {
    return this.attribute(name, 'int') ?? otherwise;
  }

  float(name: string, otherwise: number): number {
    return this.attribute(name, 'float') ?? otherwise;
  }

  string(name: string, otherwise: string): string {
    return this.attribute(name, 'string') ?? otherwise;
  }

  ints(name: string): readonly number[] | undefined {
    return this.attribute(name, 'ints');
  }

  /** An input, when it is a constant. */
  constant(index: number): Value | undefined {
    return this.constants.get(this.node.inputs[index] ?? '');
  }

  /** Keeps what was made from a constant input, which the node then has no more use for. */
  take(index: number, tensor: Tensor): Tensor {
    this.taken.add(index);
    return this.own(tensor);
  }

  /** Keeps what was made from attributes, for as long as the model is there. */
  own(tensor: Tensor): Tensor {
    this.owned.push(keep(tensor));
    return tensor;
  }
}
