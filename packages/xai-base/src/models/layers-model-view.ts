import { cast, engine, type Tensor, tidy } from '@tensorflow/tfjs-core';
import { ModelError, UnsupportedLayerError } from '../errors';
import { LayerGraph } from '../layers/layer-graph';
import type { LayersModelLike } from '../layers/layers-model-like';
import type { OutputCheck } from './check-output';
import { checkSample } from './check-sample';
import { inBatches } from './in-batches';
import { checkHasGradient, embeddingOf, layerUsing } from './layer-gradients';
import type { ModelView } from './model-view';

/**
 * A tfjs-layers model of one input and one output, in inference mode. It runs as a {@link LayerGraph}: `model.apply`
 * remembers the masks of its first call, which are freed by the second.
 */
export function layersModelView(model: LayersModelLike, check: OutputCheck): ModelView {
  if (model.inputs.length !== 1 || model.outputs.length !== 1) {
    const expected = 'one input and one output';
    throw new ModelError(
      `The model has ${model.inputs.length} inputs and ${model.outputs.length} outputs; expected ${expected}. Wrap it in a function ` +
        'that fixes the other inputs and picks an output: (input) => model.apply([input, other])[0].',
      { argument: 'model', value: [model.inputs.length, model.outputs.length], expected },
    );
  }
  const graph = new LayerGraph(model);
  checkKeepsNoState(graph);
  const [rows, ...sample] = model.inputs[0].shape;
  const forward = (input: Tensor) => {
    checkSample(input, [null, ...sample]);
    if (engine().state.gradientDepth > 0) checkHasGradient(graph);
    const numbers = input.dtype === 'float32' ? input : cast(input, 'float32'); // as layers take images of bytes, too
    const evaluate = (batch: Tensor) => check(graph.run([batch])[0], batch);
    return typeof rows === 'number' && rows > 0 ? inBatches(numbers, rows, evaluate) : evaluate(numbers);
  };
  return {
    predict: async (input) => tidy(() => forward(input).clone()),
    forward,
    readsIndices: embeddingOf(graph),
    layerUsing: (op, input) => layerUsing(graph, op, input),
  };
}

/** @throws {UnsupportedLayerError} naming a layer that goes on from where its last batch ended: each evaluation would be of another model */
function checkKeepsNoState({ nodes }: LayerGraph): void {
  const stateful = nodes.find(({ layer }) => (layer as { stateful?: boolean }).stateful === true);
  if (!stateful) return;
  const message =
    `Layer ${stateful.path} is stateful: each evaluation goes on from where the last one ended, so that the model is another one each time. ` +
    'Build the model with stateful: false and set its weights: model.setWeights(stateful.getWeights()).';
  throw new UnsupportedLayerError(message, {
    argument: 'model',
    value: stateful.path,
    expected: 'layers without a state',
  });
}
