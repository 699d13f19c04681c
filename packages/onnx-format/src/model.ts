import type { Attributes } from './attributes';
import type { DataType, OnnxTensor } from './tensor';

/** An ONNX model: a graph, and which versions of which operators it uses. */
export interface OnnxModelFile {
  /** The version of the file format. */
  readonly irVersion: number;
  /** The version of each operator set, by its domain; `''` is the standard one. */
  readonly opsets: Readonly<Record<string, number>>;
  readonly graph: OnnxGraph;
  /** Operators that the model defines itself. */
  readonly functions: readonly OnnxFunction[];
  /** What wrote the file. */
  readonly producer: string;
  readonly metadata: Readonly<Record<string, string>>;
}

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

/** An operator that a model defines itself, by nodes. */
export interface OnnxFunction {
  readonly domain: string;
  readonly name: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly nodes: readonly OnnxNode[];
}

/** An input or output: a tensor of a type and a shape. */
export interface OnnxValue {
  readonly name: string;
  /** Undefined when the model does not say, or the value is no tensor. */
  readonly type?: DataType;
  /** A number, or the name (maybe `''`) of a size that is open; undefined when even the rank is open. */
  readonly shape?: readonly (number | string)[];
}
