import { tidy } from '@tensorflow/tfjs-core';
import type { Executor } from './executor';
import { yieldToEventLoop } from './yield-to-event-loop';

/**
 * Runs programs op by op on the current TensorFlow.js backend, letting the event loop turn between programs.
 *
 * @example
 * ```ts
 * const [double] = await eagerExecutor.run((x) => [tf.mul(x, 2)], [tf.tensor([1, 2])]);
 * double; // => [2, 4]
 * ```
 */
export const eagerExecutor: Executor = {
  name: 'eager',
  async run(program, inputs) {
    await yieldToEventLoop();
    // a program may hand back an input, or a tensor twice: each output gets a handle of its own, to be freed by itself
    return tidy(() => program(...inputs).map((output) => output.clone()));
  },
};
