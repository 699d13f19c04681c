import type { OnnxGraph, OnnxNode } from './graph';

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

/** An operator that a model defines itself, by nodes. */
export interface OnnxFunction {
  readonly domain: string;
  readonly name: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly nodes: readonly OnnxNode[];
}
