import { reshape, type Tensor, util } from '@tensorflow/tfjs-core';

/** The axes of a reduction as sorted, non-negative numbers; all of them when none is named. */
export function reducedAxes(axis: number | number[] | undefined, shape: number[]): number[] {
  return util.parseAxisParam(axis ?? shape.map((_, index) => index), shape).sort((a, b) => a - b);
}

/** Gives a reduced tensor its axes back, with length 1, so that it broadcasts against the unreduced one. */
export function expandReduced(reduced: Tensor, shape: number[], axes: number[]): Tensor {
  return reshape(
    reduced,
    shape.map((length, index) => (axes.includes(index) ? 1 : length)),
  );
}
