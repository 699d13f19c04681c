import { Tensor } from '@tensorflow/tfjs-core';
import { ShapeError, ValueError } from './errors';

/**
 * Checks a batch of samples before any work starts.
 *
 * @throws {ValueError} for anything but a numeric tensor, and for NaN or infinite values
 * @throws {ShapeError} for a rank below 2, or an axis of length 0
 */
export async function checkInput(input: Tensor, argument = 'input'): Promise<void> {
  checkShape(input, argument);
  if (input.dtype !== 'float32') return;
  const values = await input.data();
  const at = values.findIndex((value) => !Number.isFinite(value));
  if (at < 0) return;
  throw new ValueError(`${argument} holds ${values[at]} at [${position(at, input.shape)}]; expected finite numbers.`, {
    argument,
    value: values[at],
    expected: 'finite numbers',
  });
}

function checkShape(input: Tensor, argument: string): void {
  if (!(input instanceof Tensor) || input.dtype === 'string' || input.dtype === 'complex64') {
    const value = input instanceof Tensor ? `a ${input.dtype} tensor` : String(input);
    const expected = 'a numeric tensor [batch, ...]';
    throw new ValueError(`${argument} is ${value}; expected ${expected}.`, { argument, value: input, expected });
  }
  if (input.rank < 2 || input.size === 0) {
    const hint = input.size === 0 ? 'at least one sample and no axis of length 0' : 'a batch first, [batch, ...]';
    throw new ShapeError(
      `${argument} has shape [${input.shape}]; expected ${hint}.${input.rank < 2 && input.size > 0 ? ` For one sample: ${argument}.expandDims(0).` : ''}`,
      { argument, value: input.shape, expected: hint },
    );
  }
}

/** The coordinates of a flat index. */
function position(index: number, shape: readonly number[]): number[] {
  const coordinates: number[] = [];
  let rest = index;
  for (const length of [...shape].reverse()) {
    coordinates.unshift(rest % length);
    rest = Math.floor(rest / length);
  }
  return coordinates;
}
