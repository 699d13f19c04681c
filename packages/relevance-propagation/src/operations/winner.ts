import { add, cumsum, mul, reshape, step, stridedSlice, sub, type Tensor } from '@tensorflow/tfjs-core';
import { fitSpatial } from './fit';
import { scatterTo } from './scatter';
import { inputMargin, placeWindows, type Window, type WindowAxis } from './window';

/**
 * Gives the relevance of each maximum to the input cell it came from; of several equal ones to the first in row-major
 * order, on every backend.
 *
 * @param relevance `[batch, ...outputs, channels]`
 * @param input `[batch, ...inputs, channels]`
 * @param output the maxima, shaped like `relevance`
 * @returns shaped like `input`
 */
export function winnerTakesAll(relevance: Tensor, input: Tensor, output: Tensor, windows: readonly Window[]): Tensor {
  const axes = placeWindows(windows, input.shape);
  const padded = fitSpatial(input, axes.map(inputMargin), Number.NEGATIVE_INFINITY);
  let rest = relevance;
  let total: Tensor | undefined;
  for (const offset of offsets(axes)) {
    // the relevance that has not found its cell by now goes on to the next cell
    const lost = step(sub(output, cellOf(padded, axes, offset)));
    const left = mul(rest, lost);
    const won = scatterTo(sub(rest, left), axes, offset);
    total = total ? add(total, won) : won;
    rest = left;
  }
  return total as Tensor;
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

function* offsets(axes: readonly WindowAxis[]): Generator<number[]> {
  if (axes.length === 0) yield [];
  else
    for (let cell = 0; cell < axes[0].kernel; cell++) for (const rest of offsets(axes.slice(1))) yield [cell, ...rest];
}

/** The cell of each window at an offset, shaped like the output. */
function cellOf(padded: Tensor, axes: readonly WindowAxis[], offset: readonly number[]): Tensor {
  const channels = padded.shape[padded.rank - 1];
  const begin = axes.map(({ dilation }, index) => offset[index] * dilation);
  const end = axes.map(({ output, stride }, index) => begin[index] + (output - 1) * stride + 1);
  const strides = axes.map(({ stride }) => stride);
  return stridedSlice(padded, [0, ...begin, 0], [padded.shape[0], ...end, channels], [1, ...strides, 1]);
}
