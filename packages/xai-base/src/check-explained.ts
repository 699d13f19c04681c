import type { Tensor } from '@tensorflow/tfjs-core';
import { placeOf } from './check-input';
import { ModelError } from './errors';
import { valuesOf } from './execution/values-of';
import { firstNotFinite } from './first-not-finite';

/**
 * Checks what a method found: numbers that are none would be drawn as if they said something.
 *
 * @param method its name, for the message
 * @param found the attribution, the model's output and the mask of what was explained of it
 * @throws {ModelError} naming the first value that is not finite, and where it stands
 */
export async function checkExplained(
  method: string,
  { val, output, mask }: { val: Tensor; output: Tensor; mask: Tensor },
): Promise<void> {
  const [values, outputs, selected] = await Promise.all([val, output, mask].map(valuesOf));
  const wrong = outputs.findIndex((value, index) => selected[index] !== 0 && !Number.isFinite(value));
  if (wrong >= 0) {
    const place = placeOf(wrong, output.shape);
    throw notFinite(`The model's output is ${outputs[wrong]} at [${place}]`, 'it cannot be explained for this input');
  }
  const at = firstNotFinite(values);
  if (at < 0) return;
  const why = "the model's derivative is none there, as that of a root at 0, or numbers are too large for float32";
  throw notFinite(`The attribution by ${method} is ${values[at]} at [${placeOf(at, val.shape)}]`, why);
}

function notFinite(what: string, why: string): ModelError {
  const expected = 'finite numbers';
  return new ModelError(`${what}; expected ${expected}: ${why}.`, { argument: 'model', expected });
}
