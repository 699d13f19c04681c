import { type DataType, makeNode, type OnnxNode, type OnnxTensor, type OnnxValue, writeModel } from 'onnx-format';

type Shapes = Record<string, readonly [type: DataType | undefined, ...shape: (number | string)[]]>;

/** A small ONNX file. Inputs and outputs are written `{ x: ['float32', 'batch', 2] }`. */
export function graph(
  inputs: Shapes,
  nodes: readonly OnnxNode[],
  outputs: Shapes,
  constants: Record<string, OnnxTensor> = {},
): Uint8Array {
  const initializers = new Map(Object.entries(constants));
  return writeModel({
    graph: { name: 'test', nodes, initializers, inputs: values(inputs), outputs: values(outputs) },
  });
}

const values = (shapes: Shapes): OnnxValue[] =>
  Object.entries(shapes).map(([name, [type, ...shape]]) => ({ name, type, shape }));

/** A model that returns its input, of any type. */
export const identity = (type: DataType, ...shape: (number | string)[]): Uint8Array =>
  graph({ x: [type, ...shape] }, [makeNode('Identity', ['x'], ['y'])], { y: [type, ...shape] });
