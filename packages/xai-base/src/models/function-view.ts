import { dispose, engine, type Tensor, tidy } from '@tensorflow/tfjs-core';
import { NoGradientError } from '../errors';
import type { OutputCheck } from './check-output';
import type { ModelFunction } from './model';
import type { ModelView } from './model-view';
import { ownedOutput } from './owned-output';
import { explainWrongType } from './wrong-type';

/** A model that is a function. What it allocates (before its first `await`) is freed, as `tf.tidy` does. */
export function functionView(model: ModelFunction, check: OutputCheck): ModelView {
  return {
    async predict(input) {
      let pending: Promise<Tensor> | undefined;
      const [output, ...allocated] = tidy(() => {
        const result = call(model, input.clone()); // a handle of its own, which the model may free
        if (!isPromise(result)) return [check(result, input).clone()];
        pending = result;
        // an asynchronous model is still at work: what it has allocated by now must outlive this scope
        return [undefined, ...engine().state.activeScope.track];
      });
      if (output) return output;
      let returned: Tensor | undefined;
      try {
        returned = ownedOutput(await pending, input, check);
        return returned;
      } finally {
        dispose(allocated.filter((tensor) => tensor !== returned && !tensor?.kept));
      }
    },

    forward(input) {
      if (Object.prototype.toString.call(model) === '[object AsyncFunction]') throw noGradient(model);
      const own = input.clone(); // which the model may free
      const result = model(own);
      if (!isPromise(result)) return check(result, input);
      result.then(
        (output) => output !== own && dispose(output),
        () => undefined, // it fails when the tensors it works on are freed by the error below
      );
      throw noGradient(model);
    },
  };
}

/** Calls a model; TensorFlow.js says by the names of its own arguments that it takes no integers. */
function call(model: ModelFunction, input: Tensor): Tensor | Promise<Tensor> {
  try {
    return model(input);
  } catch (error) {
    throw explainWrongType(error, input);
  }
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
