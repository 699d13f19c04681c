import { addScaled, zeros } from '../linear-algebra/vectors';
import type { MaskSums } from './mask-sums';

/** The sums of masks with a number for each feature, and of their squares. */
export class RunningSaliency implements MaskSums {
  private readonly sums: number[];
  private readonly squares: number[];
  private readonly kept: number[];
  private count = 0;
  keptNothing = true;

  /** @param withErrors whether standard errors will be asked for */
  constructor(
    features: number,
    private readonly withErrors: boolean,
  ) {
    this.sums = zeros(features);
    this.kept = zeros(withErrors ? features : 0);
    this.squares = zeros(withErrors ? features : 0);
  }

  add(mask: Float32Array, output: number): void {
    this.count++;
    addScaled(this.sums, mask, output);
    this.keptNothing &&= mask.every((share) => share === 0);
    if (!this.withErrors) return;
    addScaled(this.kept, mask, 1);
    const { squares } = this;
    for (let i = 0; i < squares.length; i++) squares[i] += (mask[i] * output) ** 2;
  }

  saliency(keepProbability: number): number[] {
    return this.sums.map((sum) => sum / this.count / keepProbability);
  }

  /** The standard errors of the saliency; infinite for what no mask kept, of which nothing is known. */
  standardErrors(keepProbability: number): number[] {
    const { count, squares } = this;
    return this.sums.map((sum, feature) => {
      const variance = Math.max(0, squares[feature] - (sum * sum) / count) / (count - 1);
      return count < 2 || this.kept[feature] === 0
        ? Number.POSITIVE_INFINITY
        : Math.sqrt(variance / count) / keepProbability;
    });
  }
}
