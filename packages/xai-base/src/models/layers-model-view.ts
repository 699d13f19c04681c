import { cast, engine, type Tensor, tidy } from '@tensorflow/tfjs-core';
import { ModelError } from '../errors';
import { LayerGraph } from '../layers/layer-graph';
import type { LayersModelLike } from '../layers/layers-model-like';
import type { OutputCheck } from './check-output';
import { checkSample } from './check-sample';
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
  const forward = (input: Tensor) => {
    checkSample(input, model.inputs[0].shape);
    if (engine().state.gradientDepth > 0) checkHasGradient(graph);
    const numbers = input.dtype === 'float32' ? input : cast(input, 'float32'); // as layers take images of bytes, too
    return check(graph.run([numbers])[0], input);
  };
  return {
    predict: async (input) => tidy(() => forward(input).clone()),
    forward,
    readsIndices: embeddingOf(graph),
    layerUsing: (op, input) => layerUsing(graph, op, input),
  };
}
