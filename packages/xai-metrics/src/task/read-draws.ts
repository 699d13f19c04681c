import type { Tensor } from '@tensorflow/tfjs-core';
import { checkInput, ShapeError } from 'xai-base';

/** Random numbers that a task brings. */
export interface GivenDraws {
  /** How many there are in the last axis. */
  readonly size: number;
  /** One of a sample, counted through all axes but the first. */
  of(sample: number, index: number): number;
}

/**
 * Reads and checks numbers `[...shape, draws]`.
 *
 * @throws {ShapeError} for other axes than those
 */
export async function readDraws(name: string, draws: Tensor, shape: readonly number[]): Promise<GivenDraws> {
  await checkInput(draws, name);
  if (draws.rank !== shape.length + 1 || String(draws.shape.slice(0, -1)) !== String(shape)) {
    const expected = `[${shape}, draws]`;
    const message = `${name} has shape [${draws.shape}]; expected ${expected}.`;
    throw new ShapeError(message, { argument: name, value: draws.shape, expected });
  }
  const values = await draws.data();
  const inSample = values.length / shape[0];
  return { size: draws.shape[draws.rank - 1], of: (sample, index) => values[sample * inSample + index] };
}
