/** The sums that saliencies and their standard errors need: memory does not grow with the number of masks. */
export class RunningSaliency {
  private readonly sums: Float64Array;
  private readonly squares: Float64Array;
  private count = 0;

  /** @param withErrors whether standard errors will be asked for */
  constructor(
    features: number,
    private readonly withErrors: boolean,
  ) {
    this.sums = new Float64Array(features);
    this.squares = new Float64Array(features);
  }

  /** Takes a mask in, and the output that the model gave under it. */
  add(mask: Float32Array, output: number): void {
    const { sums, squares } = this;
    this.count++;
    for (let feature = 0; feature < sums.length; feature++) sums[feature] += mask[feature] * output;
    if (!this.withErrors) return;
    for (let feature = 0; feature < sums.length; feature++) squares[feature] += (mask[feature] * output) ** 2;
  }

  /** The mean of mask times output, over the keep probability. */
  saliency(keepProbability: number): Float64Array {
    return this.sums.map((sum) => sum / this.count / keepProbability);
  }

  /** The standard errors of the saliency. */
  standardErrors(keepProbability: number): Float64Array {
    const { count, squares } = this;
    return this.sums.map((sum, feature) => {
      const variance = Math.max(0, squares[feature] - (sum * sum) / count) / (count - 1);
      return count < 2 ? Number.POSITIVE_INFINITY : Math.sqrt(variance / count) / keepProbability;
    });
  }
}
