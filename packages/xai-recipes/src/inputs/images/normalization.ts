import { RecipeError } from '../../errors/errors';

/** How brightness b in [0, 1] becomes a value of the model's input: `(b - mean) / std`, for all channels or one each. */
export interface Normalization {
  readonly mean: readonly number[];
  readonly std: readonly number[];
}

/** Brightness itself. */
export const unchanged: Normalization = { mean: [0], std: [1] };

/**
 * The value of the model's input that a brightness becomes.
 *
 * @param channel from 0
 */
export function normalize(brightness: number, channel: number, { mean, std }: Normalization): number {
  return (brightness - mean[channel % mean.length]) / std[channel % std.length];
}

/** White minus black, on average over the channels. */
export function contrastOf({ std }: Normalization): number {
  return std.reduce((sum, one) => sum + 1 / one, 0) / std.length;
}

/** @throws {RecipeError} when there are neither one nor as many pairs as channels */
export function checkChannels({ mean }: Normalization, channels: number): void {
  if (mean.length === 1 || mean.length === channels) return;
  const expected = `one pair, or ${channels}: the model's input has that many channels`;
  throw new RecipeError(`recipe.input.normalize has ${mean.length} pairs mean/std; expected ${expected}.`, {
    argument: 'recipe.input.normalize',
    value: mean.length,
    expected,
  });
}
