import { dispose, type Tensor } from '@tensorflow/tfjs-core';
import type { OutputCheck } from './check-output';

/** Checks what an asynchronous model returned, and gives the caller a handle that is not the input's. */
export function ownedOutput(result: unknown, input: Tensor, check: OutputCheck): Tensor {
  try {
    const output = check(result, input);
    return output === input ? input.clone() : output;
  } catch (error) {
    dispose([result].flat().filter((part) => part !== input) as Tensor[]);
    throw error;
  }
}
