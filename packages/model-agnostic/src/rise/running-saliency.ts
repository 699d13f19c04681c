/**
 * The sums that saliencies and their standard errors need: memory does not grow with the number of masks. Plain arrays of numbers, as typed ones
 * are half as fast once the memory of a WebAssembly backend has grown (the engine then looks whether each was detached).
 */
export class RunningSaliency {
  private readonly sums: number[];
  private readonly squares: number[];
  private readonly none: Float32Array;
  private count = 0;

  /** @param withErrors whether standard errors will be asked for */
  constructor(
    features: number,
    private readonly withErrors: boolean,
  ) {
    this.sums = Array.from({ length: features }, () => 0);
    this.squares = Array.from({ length: withErrors ? features : 0 }, () => 0);
    this.none = new Float32Array(features);
  }

  /** Takes masks in, and the output that the model gave under each; four at once, so that the sums are touched less often. */
  add(masks: readonly Float32Array[], outputs: readonly number[]): void {
    this.count += masks.length;
    for (let first = 0; first < masks.length; first += 4) {
      const four = [0, 1, 2, 3].map((next) => masks[first + next] ?? this.none);
      const outputsOfFour = [0, 1, 2, 3].map((next) => outputs[first + next] ?? 0);
      this.addFour(four, outputsOfFour);
      if (this.withErrors) this.addSquares(four, outputsOfFour);
    }
  }

  private addFour([a, b, c, d]: readonly Float32Array[], [p, q, r, s]: readonly number[]): void {
    const { sums } = this;
    for (let i = 0; i < sums.length; i++) sums[i] += a[i] * p + b[i] * q + c[i] * r + d[i] * s;
  }

  private addSquares([a, b, c, d]: readonly Float32Array[], [p, q, r, s]: readonly number[]): void {
    const { squares } = this;
    for (let i = 0; i < squares.length; i++) {
      squares[i] += (a[i] * p) ** 2 + (b[i] * q) ** 2 + (c[i] * r) ** 2 + (d[i] * s) ** 2;
    }
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
