import { forEachPair } from './for-each-pair';
import type { MetricOptions } from './metric-task';

/**
 * Of the other samples whose explanations count as the same as one's, the share that is predicted alike; NaN where there is none.
 *
 * @param predicted the class of each sample
 * @param isSame whether the explanations of two samples count as the same, whichever comes first
 * @throws {AbortError} when the signal fires
 */
export async function predictedAlike(
  predicted: ArrayLike<number>,
  isSame: (sample: number, other: number) => boolean,
  options: Pick<MetricOptions, 'signal'>,
): Promise<Float64Array> {
  const count = predicted.length;
  const [same, alike] = [new Float64Array(count), new Float64Array(count)];
  await forEachPair(count, options, (sample, other) => {
    if (!isSame(sample, other)) return;
    const isAlike = Number(predicted[sample] === predicted[other]);
    for (const one of [sample, other]) {
      same[one]++;
      alike[one] += isAlike;
    }
  });
  return alike.map((number, sample) => (same[sample] === 0 ? Number.NaN : number / same[sample]));
}
