import type { Tensor } from '@tensorflow/tfjs-core';
import { guessRecipe, type LoadedGraph, type LoadedLayers, loadModel, open } from 'xai-recipes';
import { diskFiles } from 'xai-recipes/node';
import { type GraphFunctions, graphFunctions } from './graph-model';
import { Meaningless } from './measure';

/** A model of TensorFlow.js, and what is known of its inputs. */
export interface LoadedTensorFlow extends Pick<GraphFunctions, 'forward'> {
  readonly loaded: LoadedGraph | LoadedLayers;
  /** Of a graph-model. */
  readonly graph?: GraphFunctions;
  readonly inputs: readonly {
    readonly name: string;
    readonly type: string;
    readonly shape: readonly (number | string)[];
  }[];
}

/**
 * Loads a model of TensorFlow.js as its most likely recipe says.
 *
 * @throws {Meaningless} when it takes no numbers
 */
export async function loadTensorFlow(file: string): Promise<LoadedTensorFlow> {
  const { model: recipe } = guessRecipe(await open(diskFiles(), { source: file }));
  const loaded = await loadModel(diskFiles(), recipe);
  if (loaded.format === 'onnx') throw new Error('an ONNX model by another name');
  const inputs = loaded.model.inputs.map(({ name, shape, dtype }) => {
    const lengths = (shape ?? []).map((length) => (length === null || length < 0 ? '' : length));
    return { name, type: dtype as string, shape: lengths };
  });
  if (inputs[0].type === 'string')
    throw new Meaningless('it takes texts as they are, which no step but the command line gives it');
  if (loaded.format === 'layers-model')
    return { loaded, inputs, forward: (input: Tensor) => loaded.model.predict(input) as Tensor };
  const graph = graphFunctions(loaded);
  return { loaded, inputs, graph, forward: graph.forward };
}
