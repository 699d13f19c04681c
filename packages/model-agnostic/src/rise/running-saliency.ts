/**
 * The sums that saliencies and their standard errors need: memory does not grow with the number of masks. Plain arrays of numbers, as typed ones
 * are half as fast once the memory of a WebAssembly backend has grown (the engine then looks whether each was detached).
 */
export class RunningSaliency {
  private readonly sums: number[];
  private readonly squares: number[];
  private count = 0;

  /** @param withErrors whether standard errors will be asked for */
  constructor(
    features: number,
    private readonly withErrors: boolean,
  ) {
    this.sums = new Array<number>(features).fill(0);
    this.squares = new Array<number>(withErrors ? features : 0).fill(0);
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
  saliency(keepProbability: number): number[] {
    return this.sums.map((sum) => sum / this.count / keepProbability);
  }

  /** The standard errors of the saliency. */
  standardErrors(keepProbability: number): number[] {
    const { count, squares } = this;
    return this.sums.map((sum, feature) => {
      const variance = Math.max(0, squares[feature] - (sum * sum) / count) / (count - 1);
      return count < 2 ? Number.POSITIVE_INFINITY : Math.sqrt(variance / count) / keepProbability;
    });
  }
}
