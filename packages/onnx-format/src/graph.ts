import type { DataType, OnnxTensor } from './tensor';

/** Nodes in the order of evaluation, with values that flow between them by name. */
export interface OnnxGraph {
  readonly name: string;
  readonly nodes: readonly OnnxNode[];
  /** Constants by name. One that is also among the inputs is the default value of that input. */
  readonly initializers: ReadonlyMap<string, OnnxTensor>;
  readonly inputs: readonly OnnxValue[];
  readonly outputs: readonly OnnxValue[];
}

/** One use of an operator. */
export interface OnnxNode {
  /** The operator: `Conv`, `Gemm`, ... */
  readonly op: string;
  /** The domain of the operator; `''` is the standard one. */
  readonly domain: string;
  readonly name: string;
  /** Names of values; `''` where an optional input is left out. */
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: Attributes;
}

/** An input or output: a tensor of a type and a shape. */
export interface OnnxValue {
  readonly name: string;
  /** Undefined when the model does not say, or the value is no tensor. */
  readonly type?: DataType;
  /** A number, or the name (maybe `''`) of a size that is open; undefined when even the rank is open. */
  readonly shape?: readonly (number | string)[];
}

/** What an attribute can hold. */
export interface AttributeValues {
  int: number;
  ints: readonly number[];
  float: number;
  floats: readonly number[];
  string: string;
  strings: readonly string[];
  tensor: OnnxTensor;
  graph: OnnxGraph;
}

/** An attribute of a node, with its type: in a file, `1` and `1.0` are not the same. */
export type Attribute = {
  [Type in keyof AttributeValues]: { readonly type: Type; readonly value: AttributeValues[Type] };
}[keyof AttributeValues];

/** The attributes of a node, by name. */
export type Attributes = Readonly<Record<string, Attribute>>;
