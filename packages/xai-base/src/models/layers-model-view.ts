import { cast, engine, type Tensor, tidy } from '@tensorflow/tfjs-core';
import { nameTensor } from 'tfjs-gradients';
import { ModelError } from '../errors';
import type { FurtherInputs } from '../further-inputs/further-inputs';
import { LayerGraph, type Visitor } from '../layers/layer-graph';
import type { LayersModelLike } from '../layers/layers-model-like';
import { arrangeInputs, type ModelInput } from './arrange-inputs';
import type { OutputCheck } from './check-output';
import { batchesOf, joinBatches } from './in-batches';
import { checkHasGradient, embeddingOf, layerWhere } from './layer-gradients';
import { checkStateless } from './layer-states';
import type { ModelView } from './model-view';

/**
 * A tfjs-layers model of one output, in inference mode. It runs as a {@link LayerGraph}: `model.apply`
 * remembers the masks of its first call, which are freed by the second. One of a fixed batch runs as often as the samples need.
 */
export function layersModelView(model: LayersModelLike, check: OutputCheck): ModelView {
  checkOneOutput(model);
  const graph = new LayerGraph(model);
  checkStateless(graph);
  const inputs = layersModelInputs(model);
  const arrange = (input: Tensor, further?: FurtherInputs) => {
    const { tensors, explained } = arrangeInputs(inputs, input, further);
    return { tensors: tensors.map(asNumbers), explained };
  };
  const forward = (input: Tensor, further?: FurtherInputs) => {
    const { tensors, explained } = arrange(input, further);
    if (engine().state.gradientDepth > 0) checkHasGradient(graph, explained);
    const batches = batchesOf(tensors, model.inputs[0].shape[0]);
    const outputs = batches.map((batch) => check(graph.run(batch, nameOutputs)[0], batch[explained]));
    return joinBatches(outputs, input.shape[0]);
  };
  return {
    predict: async (input, further) => tidy(() => forward(input, further).clone()),
    forward,
    rows: model.inputs[0].shape[0] ?? undefined,
    readsIndices: embeddingOf(graph, 0),
    layerWhere: (holds, input, further) => tidy(() => layerWhere(graph, holds, arrange(input, further).tensors)),
  };
}

/**
 * The inputs of a tfjs-layers model, by the names that it has for them.
 *
 * @example
 * ```ts
 * import * as tfl from '@tensorflow/tfjs-layers';
 * const image = tfl.input({ shape: [3], name: 'image' });
 * const model = tfl.model({ inputs: image, outputs: tfl.layers.dense({ units: 2 }).apply(image) as tfl.SymbolicTensor });
 * layersModelInputs(model); // => [{ name: 'image', shape: [null, 3] }]
 * ```
 */
export function layersModelInputs({ inputs, inputNames }: LayersModelLike): ModelInput[] {
  return inputs.map(({ shape }, index) => ({ name: inputNames?.[index] ?? String(index), shape }));
}

/** What a layer gives has its name, for those who record the model. */
const nameOutputs: Visitor = ({ path }, outputs) => {
  for (const output of outputs) nameTensor(output, path);
  return undefined;
};

function asNumbers(tensor: Tensor): Tensor {
  return tensor.dtype === 'float32' ? tensor : cast(tensor, 'float32'); // as layers take images of bytes, too
}

function checkOneOutput({ outputs }: LayersModelLike): void {
  if (outputs.length === 1) return;
  const expected = 'one output';
  const message =
    `The model has ${outputs.length} outputs; expected ${expected}. Pick one, with tf of tfjs-layers: ` +
    'tf.model({ inputs: model.inputs, outputs: model.outputs[0] }).';
  throw new ModelError(message, { argument: 'model', value: outputs.length, expected });
}
