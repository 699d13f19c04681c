import { ones, type Tensor, tidy } from '@tensorflow/tfjs-core';
import { differentiate } from 'tfjs-gradients';
import { ModelError } from '../errors';
import { LayerGraph } from '../layers/layer-graph';
import type { LayersModelLike } from '../layers/layers-model-like';
import type { OutputCheck } from './check-output';
import type { ModelView } from './model-view';

/** A tfjs-layers model of one input and one output, in inference mode. */
export function layersModelView(model: LayersModelLike, check: OutputCheck): ModelView {
  if (model.inputs.length !== 1 || model.outputs.length !== 1) {
    throw new ModelError(
      `The model has ${model.inputs.length} inputs and ${model.outputs.length} outputs; expected one of each. Wrap it in a function ` +
        'that fixes the other inputs and picks an output: (input) => model.apply([input, other])[0].',
      { argument: 'model', value: model.outputs.length, expected: 'one input and one output' },
    );
  }
  const forward = (input: Tensor) => check(model.apply(input, { training: false }), input);
  return {
    predict: async (input) => tidy(() => forward(input).clone()),
    forward,
    layerUsing: (op, input) => layerUsing(new LayerGraph(model), op, input),
  };
}

/** The layer whose own gradient is the one that is missing. */
function layerUsing(graph: LayerGraph, op: string, input: Tensor): string | undefined {
  let found: string | undefined;
  tidy(() => {
    graph.run([input], ({ layer, path }, _outputs, [first, ...others]) => {
      const call = (x: Tensor) => layer.apply(others.length > 0 ? [x, ...others] : x, { training: false });
      if (found === undefined && missesGradient(call, first, op)) found = `${path} (${layer.getClassName()})`;
      return undefined;
    });
  });
  return found;
}

function missesGradient(call: (x: Tensor) => Tensor, input: Tensor, op: string): boolean {
  try {
    differentiate(call, input, (output: Tensor) => ones(output.shape));
    return false;
  } catch (error) {
    return (error as { op?: string }).op === op;
  }
}
