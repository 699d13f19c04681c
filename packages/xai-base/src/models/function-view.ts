import { dispose, engine, type Tensor, tidy } from '@tensorflow/tfjs-core';
import { ModelError, NoGradientError } from '../errors';
import { checkRows, type FurtherInputs, mapInputs } from '../further-inputs/further-inputs';
import { repeatRow } from './arrange-inputs';
import type { OutputCheck } from './check-output';
import type { ModelFunction } from './model';
import type { ModelView } from './model-view';
import { ownedOutput } from './owned-output';
import { explainWrongType } from './wrong-type';

/**
 * A model that is a function. What it allocates (before its first `await`) is freed, as `tf.tidy` does. It is given handles of its own,
 * as it may free what it was given.
 */
export function functionView(model: ModelFunction, check: OutputCheck): ModelView {
  return {
    rows: (model as StatedRows).rows,
    async predict(given, further) {
      let input = given;
      let pending: Promise<Tensor> | undefined;
      const [output, ...allocated] = tidy(() => {
        input = given.clone();
        const result = call(model, input, further);
        if (!isPromise(result)) return [check(result, given).clone()];
        pending = result;
        // an asynchronous model is still at work: what it has allocated by now must outlive this scope
        return [undefined, ...engine().state.activeScope.track];
      });
      if (output) return output;
      let returned: Tensor | undefined;
      try {
        returned = ownedOutput(await pending, given, check);
        return returned;
      } finally {
        dispose(allocated.filter((tensor) => tensor !== returned && !tensor?.kept && !tensor?.isDisposed));
      }
    },

    forward(given, further) {
      if (Object.prototype.toString.call(model) === '[object AsyncFunction]') throw noGradient(model);
      const input = given.clone();
      const result = call(model, input, further);
      if (!isPromise(result)) return check(result, given);
      result.then(
        (output) => output !== input && dispose(output),
        () => undefined, // it fails when the tensors it works on are freed by the error below
      );
      throw noGradient(model);
    },
  };
}

/** A function that tells how many samples it computes at once. */
interface StatedRows {
  readonly rows?: number;
}

/** Calls a model; TensorFlow.js says by the names of its own arguments that it takes no integers. */
function call(model: ModelFunction, input: Tensor, further: FurtherInputs | undefined): Tensor | Promise<Tensor> {
  try {
    return further === undefined ? model(input) : model(input, ownRows(model, input, further));
  } catch (error) {
    throw explainWrongType(error, input);
  }
}

/** The further inputs with a row a sample. */
function ownRows(model: ModelFunction, input: Tensor, further: FurtherInputs): FurtherInputs {
  if (model.length === 1) {
    const expected = 'a function of two: (input, further) => output';
    const message = `furtherInputs are given, but the model is a function of one argument; expected ${expected}.`;
    throw new ModelError(message, { argument: 'model', value: model, expected });
  }
  return mapInputs(further, (tensor) => {
    checkRows(tensor, input, 'furtherInputs');
    return repeatRow(tensor, input.shape[0]);
  });
}

function isPromise(value: Tensor | Promise<Tensor>): value is Promise<Tensor> {
  return typeof (value as Promise<Tensor> | undefined)?.then === 'function';
}

function noGradient(model: ModelFunction): NoGradientError {
  return new NoGradientError(
    'The model is an asynchronous function, which TensorFlow.js cannot differentiate. Use a synchronous function of ' +
      'TensorFlow.js ops, a model with its own gradients ({ predict, gradient }), or a method that needs none, such as Occlusion.',
    { argument: 'model', value: model, expected: 'a model that has gradients' },
  );
}
