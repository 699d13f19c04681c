import { concat, slice, type Tensor } from '@tensorflow/tfjs-core';
import { type AnalyzeOptions, type FurtherInputs, forEachBatch, inputsOfSamples, TensorBag } from 'xai-base';

/**
 * The model's outputs for a batch of any size, at most `atOnce` samples at a time.
 *
 * @param predict evaluates the samples from `begin` on, with their further inputs
 * @returns `[batch, classes]`, which belongs to the caller
 * @throws {AbortError} when the signal fires
 */
export async function predictInBatches(
  input: Tensor,
  atOnce: number,
  { signal, furtherInputs }: AnalyzeOptions,
  predict: (samples: Tensor, begin: number, further: FurtherInputs | undefined) => Promise<Tensor>,
): Promise<Tensor> {
  const [batch] = input.shape;
  if (batch <= atOnce) return predict(input, 0, furtherInputs);
  const bag = new TensorBag();
  try {
    const outputs: Tensor[] = [];
    await forEachBatch(batch, { batchSize: atOnce, signal }, async (begin, size) => {
      const samples = bag.add(slice(input, begin, size));
      const further = furtherInputs && bag.addAll(inputsOfSamples(furtherInputs, begin, size));
      outputs.push(bag.add(await predict(samples, begin, further)));
      bag.free(samples, ...Object.values(further ?? {}));
    });
    return concat(outputs);
  } finally {
    bag.dispose();
  }
}
