import { dispose, type Tensor } from '@tensorflow/tfjs-core';
import type { OutputCheck } from './check-output';

/** Checks what an asynchronous model returned, and gives the caller a handle that is not the input's. */
export function ownedOutput(result: unknown, input: Tensor, check: OutputCheck): Tensor {
  const free = (kept?: Tensor) =>
    dispose([result].flat().filter((part) => part !== input && part !== kept) as Tensor[]);
  try {
    const output = check(result, input);
    free(output); // what was left for a form without extra axes
    return output === input ? input.clone() : output;
  } catch (error) {
    free();
    throw error;
  }
}
