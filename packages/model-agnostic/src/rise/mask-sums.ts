/** The sums that saliencies need, over masks as they are drawn: memory does not grow with their number. */
export interface MaskSums {
  /** Whether no mask kept anything. */
  readonly keptNothing: boolean;
  /** Takes in a mask, or what it is made of, and the output that the model gave under it. */
  add(drawn: Float32Array, output: number): void;
  /** The mean of mask times output, over the keep probability. */
  saliency(keepProbability: number): number[];
  /** The standard errors of the saliency, where they were to be asked for. */
  standardErrors?(keepProbability: number): number[];
}
