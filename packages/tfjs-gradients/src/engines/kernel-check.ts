import type { Tensor } from '@tensorflow/tfjs-core';

/** A program whose result is known. */
export interface KernelCheck {
  /** What it computes. */
  readonly name: string;
  readonly program: (...inputs: Tensor[]) => Tensor;
  /** The shapes of its inputs, whose numbers are waves. */
  readonly shapes: readonly (readonly number[])[];
  /** Two weighted sums of the result, in which each of its numbers counts. */
  readonly sums: Sums;
}

/** Two weighted sums of numbers. */
export type Sums = readonly [number, number];

/** The sums of some numbers: with cos(i) and with sin(2 i), in float64. */
export function sumsOf(values: ArrayLike<number>): Sums {
  let [first, second] = [0, 0];
  for (let at = 0; at < values.length; at++) {
    first += values[at] * Math.cos(at);
    second += values[at] * Math.sin(2 * at);
  }
  return [first, second];
}
