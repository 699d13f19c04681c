import { engine, type Tensor, tidy } from '@tensorflow/tfjs-core';
import { NoGradientError } from '../errors';
import type { OutputCheck } from './check-output';
import type { ModelFunction } from './model';
import type { ModelView } from './model-view';

/** A model that is a function. */
export function functionView(model: ModelFunction, check: OutputCheck): ModelView {
  return {
    async predict(input) {
      let pending: Promise<Tensor> | undefined;
      const [output] = tidy(() => {
        const result = model(input);
        if (!isPromise(result)) return [check(result, input).clone()];
        pending = result;
        // an asynchronous model is still at work: what it has allocated by now must outlive this scope
        return [undefined, ...engine().state.activeScope.track];
      });
      return output ?? ownedOutput(await pending, input, check);
    },

    forward(input) {
      const result = model(input);
      if (!isPromise(result)) return check(result, input);
      result.then(
        (output) => output?.dispose?.(),
        () => undefined, // it fails when the tensors it works on are freed by the error below
      );
      throw new NoGradientError(
        'The model is an asynchronous function, which TensorFlow.js cannot differentiate. Use a synchronous function of ' +
          'TensorFlow.js ops, a model with its own gradients ({ predict, gradient }), or a method that needs none, such as Occlusion.',
        { argument: 'model', value: model },
      );
    },
  };
}

/** Checks what an asynchronous model returned, and gives the caller a handle that is not the input's. */
export function ownedOutput(result: unknown, input: Tensor, check: OutputCheck): Tensor {
  try {
    const output = check(result, input);
    return output === input ? input.clone() : output;
  } catch (error) {
    if (result !== input) (result as Tensor | undefined)?.dispose?.();
    throw error;
  }
}

function isPromise(value: Tensor | Promise<Tensor>): value is Promise<Tensor> {
  return typeof (value as Promise<Tensor> | undefined)?.then === 'function';
}
