import { reshape, Tensor } from '@tensorflow/tfjs-core';
import { ModelError, NoGradientError } from '../errors';
import { checkRows, type FurtherInputs, newInputs } from '../further-inputs/further-inputs';
import { repeatRow } from './arrange-inputs';
import { type OutputCheck, onlyOf } from './check-output';
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
  const shapes = new Map<string, number[]>(); // of outputs whose extra axes are left out, by those of the inputs
  return {
    async predict(input, further) {
      const keepShape: OutputCheck = (output, samples) => {
        const checked = check(output, samples);
        const own = onlyOf(output);
        if (own instanceof Tensor && own !== checked) shapes.set(shapesOf(input, further), own.shape.slice(1));
        return checked;
      };
      return ownedOutput(
        await withRows(model, input, further, (...more) => model.predict(input, ...more)),
        input,
        keepShape,
      );
    },

    async gradient(input, mask, further) {
      const shape = shapes.get(shapesOf(input, further));
      const own = shape ? reshape(mask, [mask.shape[0], ...shape]) : mask; // of the output's shape, as the model has it
      let gradient: Tensor | undefined;
      try {
        gradient = await withRows(model, input, further, (...more) => model.gradient(input, own, ...more));
      } finally {
        if (own !== mask && own !== gradient) own.dispose();
      }
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

function shapesOf(input: Tensor, further: FurtherInputs = {}): string {
  return [input, ...Object.values(further)].map(({ shape }) => shape.slice(1)).join(';');
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
