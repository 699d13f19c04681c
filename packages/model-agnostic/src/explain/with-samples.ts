import { expandDims, Tensor } from '@tensorflow/tfjs-core';
import { describeValue, ShapeError, TensorBag, wrongValue } from 'xai-base';
import { lengthsOf, type NestedNumbers, type NumbersWanted, readNumbers } from './read-numbers';

/** What an `explain...` function explains, for messages. */
export interface SamplesWanted extends NumbersWanted {
  /** What to do with a sample of one axis too few. */
  readonly wayOut?: string;
}

/**
 * Works on a batch of samples.
 *
 * @param given a sample or a batch in a tensor, or one sample in arrays; it stays the caller's
 * @throws {ShapeError} for samples of other axes
 * @throws {ValueError} for what are no numbers
 */
export async function withSamples<Result>(
  given: Tensor | NestedNumbers,
  wanted: SamplesWanted,
  work: (batch: Tensor) => Promise<Result>,
): Promise<Result> {
  const { argument, axes, wayOut } = wanted;
  if (given instanceof Tensor && given.isDisposed) throw wrongValue(argument, given, 'a tensor that is still there');
  const isTensor = given instanceof Tensor;
  const axesGiven = isTensor ? given.rank : lengthsOf(given).length;
  const isBatch = isTensor && axesGiven === axes.length + 1;
  if (axesGiven !== axes.length && !isBatch) {
    const expected = `[${axes.join(', ')}], or a tensor [batch, ${axes.join(', ')}]`;
    const advice = axesGiven === axes.length - 1 && wayOut ? ` ${wayOut}` : '';
    const message = `${argument} is ${describeValue(given)}; expected ${expected}.${advice}`;
    throw new ShapeError(message, { argument, value: given, expected });
  }
  const bag = new TensorBag();
  try {
    const sample = isTensor ? given : bag.add(readNumbers(given, wanted));
    return await work(isBatch ? sample : bag.add(expandDims(sample, 0)));
  } finally {
    bag.dispose();
  }
}
