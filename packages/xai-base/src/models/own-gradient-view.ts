import type { Tensor } from '@tensorflow/tfjs-core';
import { ModelError, NoGradientError } from '../errors';
import { checkRows, type FurtherInputs, newInputs } from '../further-inputs/further-inputs';
import { repeatRow } from './arrange-inputs';
import type { OutputCheck } from './check-output';
import type { OwnGradientModel } from './model';
import type { ModelView } from './model-view';
import { ownedOutput } from './owned-output';

/** Whether a value is a model that brings its own gradients. */
export function isOwnGradientModel(value: unknown): value is OwnGradientModel {
  const model = value as OwnGradientModel | undefined | null;
  return typeof model?.predict === 'function' && typeof model.gradient === 'function';
}

/** A model that brings its own gradients. */
export function ownGradientView(model: OwnGradientModel, check: OutputCheck): ModelView {
  return {
    predict: async (input, further) =>
      ownedOutput(await withRows(model, input, further, (...more) => model.predict(input, ...more)), input, check),

    async gradient(input, mask, further) {
      const gradient: Tensor | undefined = await withRows(model, input, further, (...more) =>
        model.gradient(input, mask, ...more),
      );
      if (String(gradient?.shape) === String(input.shape)) return gradient === input ? input.clone() : gradient;
      gradient?.dispose?.();
      throw new ModelError(
        `The model's gradient has shape [${gradient?.shape}]; expected the input's, [${input.shape}].`,
        {
          argument: 'model',
          value: gradient?.shape,
          expected: `a gradient of shape [${input.shape}]`,
        },
      );
    },

    forward() {
      throw new NoGradientError(
        'The model brings its own gradients, so it is no program of TensorFlow.js ops, which this method needs.',
        { argument: 'model', value: model },
      );
    },
  };
}

/** Calls a model with the further inputs, if there are any, with a row a sample. */
async function withRows(
  model: OwnGradientModel,
  input: Tensor,
  further: FurtherInputs | undefined,
  call: (...more: FurtherInputs[]) => Tensor | Promise<Tensor>,
): Promise<Tensor> {
  if (further === undefined) return call();
  if (model.predict.length === 1) {
    const expected =
      'a model whose predict and gradient take them: predict(input, further), gradient(input, mask, further)';
    const message = `furtherInputs are given, but the model takes none; expected ${expected}.`;
    throw new ModelError(message, { argument: 'model', value: model, expected });
  }
  for (const tensor of Object.values(further)) checkRows(tensor, input, 'furtherInputs');
  const own = newInputs(further, (tensor) => repeatRow(tensor, input.shape[0]));
  try {
    return await call(own);
  } finally {
    for (const tensor of Object.values(own)) if (!tensor.isDisposed) tensor.dispose();
  }
}
