import { type Tensor, tensor1d, tidy } from '@tensorflow/tfjs-core';
import { type AnalyzeOptions, type Attribution, type OutputSelector, TensorBag } from 'xai-base';
import { forEachChunk } from '../execution/for-each-chunk';
import { ifItFits } from '../execution/if-it-fits';
import type { AugmentedGradient } from './augmented-gradient';
import type { Series } from './variants';

/**
 * The attribution of a batch from all variants of it, by one run of an executor.
 *
 * @param bag takes in the tensors of the attribution
 * @returns nothing, where the memory does not suffice
 * @throws {AbortError} when the signal fires
 */
export async function explainAtOnce(
  programs: AugmentedGradient,
  input: Tensor,
  selector: OutputSelector,
  { weights, numbersOf }: Series,
  options: AnalyzeOptions,
  bag: TensorBag,
): Promise<Attribution | undefined> {
  const [batch] = input.shape;
  const n = weights.length;
  const own = new TensorBag();
  let found: Attribution | undefined;
  try {
    await ifItFits(() =>
      forEachChunk(batch, n, batch * n, options, async (chunk) => {
        const numbers = own.addAll(tidy(() => numbersOf(input, chunk)));
        found = await programs.explainBatch([input, own.add(tensor1d([...weights])), ...numbers], selector, options);
        const { val, output, mask, measures } = found;
        bag.addAll([val, output, mask, ...Object.values(measures ?? {})]);
      }),
    );
    return found;
  } finally {
    own.dispose();
  }
}
