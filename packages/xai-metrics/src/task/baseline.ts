import { type Background, checkBackground, referencesOf, type Sample, ShapeError } from 'xai-base';
import { lastOnly } from './last-only';
import type { Samples } from './samples';

/**
 * What stands in the place of what is absent.
 *
 * @deprecated `Background` of xai-base, which methods that hide features take, too
 */
export type Baseline = Background;

/**
 * @throws {ValueError} for what is no {@link Background}
 */
export function checkBaseline(baseline: Background): void {
  checkBackground(baseline, 'baseline');
}

/**
 * What stands in for each feature of a sample: a background of one row.
 *
 * @throws {ShapeError} for a background of another shape, or of several rows
 * @throws {ValueError} for a blur of samples that have no positions side by side
 */
export async function readBaseline(
  baseline: Background,
  samples: Samples,
): Promise<(sample: number) => ArrayLike<number>> {
  const rowOf = async (sample: number) => {
    const values = samples.row(sample) as Sample['values'];
    const { shape, dtype } = samples;
    const { rows } = await referencesOf(baseline, { values, shape, dtype: dtype as Sample['dtype'] }, 'baseline');
    if (rows.length === 1) return rows[0];
    const expected = `one row, of the shape of a sample, [${shape}]`;
    const message = `baseline has ${rows.length} rows; expected ${expected}.`;
    throw new ShapeError(message, { argument: 'baseline', value: rows.length, expected });
  };
  const isOfSample = typeof baseline === 'string' || typeof baseline === 'function';
  const rows = await Promise.all(Array.from({ length: isOfSample ? samples.batch : 1 }, (_, sample) => rowOf(sample)));
  return lastOnly((sample) => rows[isOfSample ? sample : 0]);
}
