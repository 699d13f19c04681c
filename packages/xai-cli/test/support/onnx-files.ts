import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { type OnnxNode, type OnnxTensor, type OnnxValue, writeModel } from 'onnx-format';

/** So many numbers that are all different. */
export const ramp = (length: number) => Array.from({ length }, (_, at) => Math.sin(1 + 0.37 * at));

/** Weights of a shape, of numbers that are all different or of one's own. */
export function floats(shape: number[], data = ramp(shape.reduce((product, side) => product * side, 1))): OnnxTensor {
  return { type: 'float32', shape, data: Float32Array.from(data) };
}

/** An input or an output of a graph. */
export function value(name: string, shape: (number | string)[], type: OnnxValue['type'] = 'float32'): OnnxValue {
  return { name, type, shape };
}

/** What writes files of graphs into a folder, and tells where they are. */
export function onnxFilesIn(folder: string) {
  return (
    name: string,
    nodes: readonly OnnxNode[],
    initializers: Record<string, OnnxTensor>,
    inputs: readonly OnnxValue[],
    outputs: readonly OnnxValue[],
  ): string => {
    const file = path.join(folder, name);
    const graph = { name: 'g', nodes, initializers: new Map(Object.entries(initializers)), inputs, outputs };
    writeFileSync(file, writeModel({ opsets: { '': 17, 'ai.onnx.ml': 1 }, graph }));
    return file;
  };
}
