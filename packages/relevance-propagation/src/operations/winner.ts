import { cumsum, mul, reshape, step, sub, type Tensor } from '@tensorflow/tfjs-core';
import { Phases } from './phases';
import { placeWindows, type Window, type WindowAxis } from './window';

/**
 * Gives the relevance of each maximum to the input cell it came from; of several equal ones to the first in row-major
 * order, on every backend.
 *
 * @param relevance `[batch, height, width, channels]` of the outputs
 * @param input `[batch, height, width, channels]`
 * @param output the maxima, shaped like `relevance`
 * @returns shaped like `input`
 */
export function winnerTakesAll(relevance: Tensor, input: Tensor, output: Tensor, windows: readonly Window[]): Tensor {
  const axes = placeWindows(windows, input.shape) as [WindowAxis, WindowAxis];
  const phases = new Phases(axes, input.shape[0], input.shape[3] as number);
  const cells = phases.cut(input, Number.NEGATIVE_INFINITY);
  let rest = relevance;
  const won = offsets(axes).map((offset) => {
    // the relevance that has not found its cell by now goes on to the next cell
    const left = mul(rest, step(sub(output, phases.at(cells, offset))));
    const value = sub(rest, left);
    rest = left;
    return { offset, value };
  });
  return phases.join(won);
}

/** The places in a window, in row-major order. */
function offsets([vertical, horizontal]: readonly WindowAxis[]): (readonly [number, number])[] {
  return Array.from({ length: vertical.kernel * horizontal.kernel }, (_, index) => {
    return [Math.floor(index / horizontal.kernel), index % horizontal.kernel] as const;
  });
}

/** {@link winnerTakesAll} over all axes between batch and channels. */
export function globalWinnerTakesAll(relevance: Tensor, input: Tensor, output: Tensor): Tensor {
  const [batch, ...rest] = input.shape;
  const channels = rest.pop() as number;
  const cells = rest.reduce((product, length) => product * length, 1);
  const column = reshape(input, [batch, cells, channels]);
  return reshape(firstEqual(relevance, column, output), input.shape);
}

function firstEqual(relevance: Tensor, column: Tensor, output: Tensor): Tensor {
  const [batch, , channels] = column.shape;
  const row = [batch, 1, channels];
  const isMaximum = sub(1, step(sub(reshape(output, row), column)));
  const isFirst = mul(isMaximum, sub(1, step(cumsum(isMaximum, 1, true))));
  return mul(isFirst, reshape(relevance, row));
}
