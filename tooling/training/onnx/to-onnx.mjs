import { writeModel } from 'onnx-format';
import { Graph } from './graph.mjs';
import { writers } from './layers.mjs';

/**
 * Writes a sequence of tfjs layers as an ONNX file with an open batch size. Its input is called `input`, its output `output`.
 *
 * @param model a tfjs-layers `Sequential`
 * @param type of the input: 'float32', or 'int32' for ids
 * @param channelsFirst whether the input of the file has its channels first, as is usual for images; else as in tfjs
 * @returns the bytes of the file
 */
export function toOnnx(model, { type = 'float32', channelsFirst = false } = {}) {
  const graph = new Graph('input', channelsFirst);
  for (const [at, layer] of model.layers.entries()) {
    const write = writers[layer.getClassName()];
    if (!write)
      throw new Error(`No ONNX for the layer ${layer.getClassName()}; expected one of ${Object.keys(writers)}.`);
    write(graph, layer, at === model.layers.length - 1 ? 'output' : layer.name);
  }
  const [, ...sides] = model.inputs[0].shape;
  const shape = channelsFirst ? [sides.at(-1), ...sides.slice(0, -1)] : sides;
  return writeModel({
    graph: {
      name: model.name,
      nodes: graph.nodes,
      initializers: graph.constants,
      inputs: [{ name: 'input', type, shape: ['batch', ...shape] }],
      outputs: [{ name: 'output', type: 'float32', shape: ['batch', ...model.outputs[0].shape.slice(1)] }],
    },
  });
}
