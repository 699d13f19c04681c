import { Tensor } from '@tensorflow/tfjs-core';
import { ShapeError, ValueError } from './errors';
import { valuesOf } from './execution/values-of';
import { firstNotFinite } from './first-not-finite';
import { describeValue } from './messages/describe-value';

/**
 * Checks a batch of samples before any work starts.
 *
 * @param argument its name, for the message
 * @param options `missingValues`: NaN stands for a value that is missing, and is let through; `leastRank`: the rank that it must have, 2 by default
 * @throws {ValueError} for anything but a numeric tensor, and for NaN or infinite values
 * @throws {ShapeError} for a rank below 2, or an axis of length 0
 *
 * @example
 * ```ts
 * await checkInput(tf.tensor2d([[1, 2]])); // throws nothing
 * ```
 */
export async function checkInput(
  input: Tensor,
  argument = 'input',
  { missingValues = false, leastRank = 2 }: { missingValues?: boolean; leastRank?: number } = {},
): Promise<void> {
  checkIsNumeric(input, argument);
  checkShape(input, argument, leastRank);
  if (input.dtype !== 'float32') return;
  const values = await valuesOf(input);
  const at = missingValues ? firstInfinite(values) : firstNotFinite(values);
  if (at < 0) return;
  const [value, expected] = [values[at], 'finite numbers'];
  throw new ValueError(`${argument} holds ${value} at [${placeOf(at, input.shape)}]; expected ${expected}.`, {
    argument,
    value,
    expected,
  });
}

function firstInfinite(values: ArrayLike<number>): number {
  for (let at = 0; at < values.length; at++) if (Math.abs(values[at]) === Number.POSITIVE_INFINITY) return at;
  return -1;
}

function checkIsNumeric(input: Tensor, argument: string): void {
  if (input instanceof Tensor && !input.isDisposed && ['float32', 'int32', 'bool'].includes(input.dtype)) return;
  const given = describeValue(input);
  const expected = 'a numeric tensor [batch, ...]';
  throw new ValueError(`${argument} is ${given}; expected ${expected}.`, { argument, value: input, expected });
}

function checkShape({ rank, size, shape }: Tensor, argument: string, leastRank: number): void {
  if (rank >= leastRank && size > 0) return;
  const expected = size === 0 ? 'at least one sample and no axis of length 0' : 'a batch first, [batch, ...]';
  const wayOut = size === 0 ? '' : ` For one sample: tf.expandDims(${argument}, 0).`;
  throw new ShapeError(`${argument} has shape [${shape}]; expected ${expected}.${wayOut}`, {
    argument,
    value: shape,
    expected,
  });
}

/** The coordinates of a flat index. */
export function placeOf(index: number, shape: readonly number[]): number[] {
  const coordinates: number[] = [];
  let rest = index;
  for (const length of [...shape].reverse()) {
    coordinates.unshift(rest % length);
    rest = Math.floor(rest / length);
  }
  return coordinates;
}
