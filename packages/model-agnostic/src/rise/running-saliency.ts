import { type MaskBlocks, masksInBlock } from './mask-blocks';

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
    this.sums = Array.from({ length: features }, () => 0);
    this.squares = Array.from({ length: withErrors ? features : 0 }, () => 0);
  }

  /** Takes masks in, and the output that the model gave under each. */
  add(masks: MaskBlocks, outputs: readonly number[]): void {
    this.count += outputs.length;
    for (let first = 0; first < outputs.length; first += masksInBlock) {
      const block = masks.blocks[first / masksInBlock];
      const own = Array.from({ length: masksInBlock }, (_, mask) => outputs[first + mask] ?? 0);
      this.addBlock(block, own);
      if (this.withErrors) this.addSquares(block, own);
    }
  }

  /** All masks of a block at once, so that each sum is touched once. */
  private addBlock(block: Float32Array, [a, b, c, d, e, f, g, h]: readonly number[]): void {
    const { sums } = this;
    const n = sums.length;
    for (let i = 0; i < n; i++) {
      sums[i] +=
        block[i] * a +
        block[i + n] * b +
        block[i + 2 * n] * c +
        block[i + 3 * n] * d +
        block[i + 4 * n] * e +
        block[i + 5 * n] * f +
        block[i + 6 * n] * g +
        block[i + 7 * n] * h;
    }
  }

  private addSquares(block: Float32Array, outputs: readonly number[]): void {
    const { squares } = this;
    for (const [mask, output] of outputs.entries()) {
      const begin = mask * squares.length;
      for (let i = 0; i < squares.length; i++) squares[i] += (block[begin + i] * output) ** 2;
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
