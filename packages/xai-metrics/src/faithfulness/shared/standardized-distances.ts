import { forEachPair } from '../../task/for-each-pair';
import type { MetricOptions } from '../../task/metric-task';
import type { Attributions } from '../../task/read-attribution';

/**
 * How far the explanations of a data set are from each other: `sqrt(sum_k (a_k - b_k)^2 / variance_k)`. Attributions that are the same in all samples say
 * nothing. Distances are computed when they are asked for, as a table of all would grow with the square of the samples.
 */
export class StandardizedDistances {
  /** One over the variance of each attribution, or 0. */
  private readonly scales: Float64Array;

  constructor(
    private readonly attributions: Attributions,
    private readonly batch: number,
  ) {
    this.scales = scalesOf(attributions, batch);
  }

  /**
   * The largest of all.
   *
   * @throws {AbortError} when the signal fires
   */
  async largest(options: Pick<MetricOptions, 'signal'>): Promise<number> {
    let largest = 0;
    await forEachPair(this.batch, options, (sample, other) => {
      largest = Math.max(largest, this.square(sample, other, Number.POSITIVE_INFINITY));
    });
    return Math.sqrt(largest);
  }

  /** Whether two explanations are at most so far from each other. */
  isWithin(sample: number, other: number, limit: number): boolean {
    const enough = limit * limit * (1 + 1e-12); // by more than the root rounds
    return Math.sqrt(this.square(sample, other, enough)) <= limit;
  }

  /** The square of a distance, or something above `enough` if it is above. */
  private square(sample: number, other: number, enough: number): number {
    const { row, size } = this.attributions;
    const { scales } = this;
    const [a, b] = [row(sample), row(other)];
    let sum = 0;
    for (let k = 0; k < size && sum <= enough; k++) sum += scales[k] * (a[k] - b[k]) ** 2;
    return sum;
  }
}

function scalesOf({ size, row }: Attributions, batch: number): Float64Array {
  const [sums, squares] = [new Float64Array(size), new Float64Array(size)];
  const rows = Array.from({ length: batch }, (_, sample) => row(sample));
  for (const values of rows) for (let k = 0; k < size; k++) sums[k] += values[k];
  for (const values of rows) for (let k = 0; k < size; k++) squares[k] += (values[k] - sums[k] / batch) ** 2;
  return squares.map((sum) => (sum > 0 ? (batch - 1) / sum : 0));
}
