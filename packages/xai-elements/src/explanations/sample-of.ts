import { describeValue, IndexError, type PlainExplanation, type PlainTensor } from 'xai-base';

/** One sample of a tensor, with its axis of samples. */
export function sampleOf({ shape: [batch, ...rest], data, dtype }: PlainTensor, sample: number): PlainTensor {
  const size = data.length / batch;
  const values = Array.prototype.slice.call(data, sample * size, (sample + 1) * size);
  return { shape: [1, ...rest], data: values, dtype };
}

/** @throws {IndexError} for a sample that the explanation does not have */
export function checkSample({ val }: PlainExplanation, sample: number): void {
  const [batch] = val.shape;
  if (Number.isInteger(sample) && sample >= 0 && sample < batch) return;
  const expected = `an index of the ${batch} samples, 0 to ${batch - 1}`;
  const message = `sample is ${describeValue(sample)}; expected ${expected}.`;
  throw new IndexError(message, { argument: 'sample', value: sample, expected });
}
