import { tidy } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { ModelError } from 'xai-base';
import { readFixedInputs } from '../reader/fixed-inputs';
import { graphValue, inputsOf, outputsOf } from '../reader/graph-value';
import type { ReadOptions } from '../reader/options';
import { readFile } from '../reader/read-file';
import { checkModelOptions } from '../session/options';
import type { OnnxSource } from '../session/read-source';
import type { Layers } from './layer-maker';
import { LayersOfGraph } from './layers-of-graph';

/** What of an ONNX model is to become layers. */
export type LayersOptions = Pick<ReadOptions, 'channelsFirst' | 'input' | 'output' | 'externalData' | 'fixedInputs'>;

/**
 * Builds an ONNX model as a tfjs-layers model, for methods that look at its layers: LRP, CRP, `canonize`, `GradCAM.at`. Its layers are named after
 * the nodes of the graph, and feature maps have their channels last. So has the input with `channelsFirst: true`, which models of images that
 * take channels first need: else they begin with a layer that moves the axes. Needs `@tensorflow/tfjs-layers`.
 *
 * @param source a path (in Node), a URL (in a browser as a string, too), or the bytes of an ONNX file
 * @returns the model, with weights of its own: `dispose()` it
 * @throws {UnsupportedOperatorError} that lists all operators of the model which no layer does, and what serves instead
 * @throws {OnnxFileError} when there is no such file, or it is no ONNX model
 * @throws {ModelError} when tfjs-layers is not installed
 * @throws {ValueError} when the model has several inputs or outputs and none was chosen
 *
 * @example
 * ```ts
 * const nodes = [makeNode('MatMul', ['x', 'w'], ['z']), makeNode('Relu', ['z'], ['y'])];
 * const w = { type: 'float32', shape: [2, 1], data: Float32Array.of(1, -1) } as const;
 * const [inputs, outputs] = [2, 1].map((length, index) => [
 *   { name: ['x', 'y'][index], type: 'float32' as const, shape: ['batch', length] },
 * ]);
 * const bytes = writeModel({ graph: { name: 'difference', nodes, initializers: new Map([['w', w]]), inputs, outputs } });
 *
 * const model = await toLayersModel(bytes);
 * model.layers.map((layer) => layer.getClassName()); // => ['InputLayer', 'Dense', 'ReLU']
 * model.predict(tf.tensor2d([[3, 1]])); // => [[2]]
 * model.dispose();
 * ```
 */
export async function toLayersModel(source: OnnxSource, options: LayersOptions = {}): Promise<LayersModel> {
  checkModelOptions(options);
  const library = await loadLayers();
  const file = await readFile(source, options.externalData);
  const { graph } = file.model;
  const inputs = inputsOf(graph);
  const fixed = await readFixedInputs(options.fixedInputs ?? {}, inputs);
  const input = graphValue('input', options.input, inputs, graph.nodes, [...fixed.keys()]);
  const output = graphValue('output', options.output, outputsOf(graph), graph.nodes);
  const isInside = !graph.outputs.some(({ name }) => name === output.name);
  const ends = { input, output, isInside, inputs, fixed, channelsFirst: options.channelsFirst ?? false };
  let built: LayersModel | undefined;
  tidy(() => {
    built = new LayersOfGraph(library, file, ends).build();
  });
  return built as unknown as LayersModel;
}

async function loadLayers(): Promise<Layers> {
  try {
    return await import('@tensorflow/tfjs-layers');
  } catch (cause) {
    throw new ModelError('Layers need tfjs-layers: npm install @tensorflow/tfjs-layers.', {
      argument: 'source',
      expected: '@tensorflow/tfjs-layers',
      cause,
    });
  }
}
