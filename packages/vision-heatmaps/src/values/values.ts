/** Numbers with a shape, batch first and channels last: what transforms work on before a colour map. */
export interface Values {
  readonly shape: readonly number[];
  /** All numbers, the last axis running fastest. */
  readonly data: Float64Array;
}

/** Whether a range of colours is taken from each sample or from the whole batch. */
export type ColorRange = 'sample' | 'batch';

/** The data that share a range: one view a sample, or one of the whole batch. */
export function rangeParts({ shape, data }: Values, colorRange: ColorRange): Float64Array[] {
  if (colorRange === 'batch') return [data];
  const size = data.length / shape[0];
  return Array.from({ length: shape[0] }, (_, sample) => data.subarray(sample * size, (sample + 1) * size));
}

/** The smallest and the largest of some numbers. */
export function extrema(values: Float64Array): readonly [low: number, high: number] {
  const low = values.reduce((least, value) => Math.min(least, value));
  const high = values.reduce((most, value) => Math.max(most, value));
  return [low, high];
}
