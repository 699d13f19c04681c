import type { Tensor } from '@tensorflow/tfjs-core';
import { ModelError, NoGradientError } from '../errors';
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
    predict: async (input) => ownedOutput(await model.predict(input), input, check),

    async gradient(input, mask) {
      const gradient: Tensor | undefined = await model.gradient(input, mask);
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
