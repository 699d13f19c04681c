import { mul, slice, type Tensor, tidy } from '@tensorflow/tfjs-core';
import { type AnalyzeOptions, type Analyzer, inputsOfSamples, MaskSelector, TensorBag } from 'xai-base';
import type { Chunk } from '../execution/for-each-chunk';
import type { ReferenceOptions } from '../references/reference-options';
import { augmentBatchDim } from './augment-batch-dim';
import { innerOptions } from './inner-options';
import { reduceAugmentation } from './reduce-augmentation';
import type { Variants, VariantsSum } from './variants';

/**
 * The weighted sum of what an analyzer of any kind says of variants, by one analysis.
 *
 * @param chunk which variants of which samples they are
 * @param weights what each variant counts
 * @param mask of what to explain, a row for each sample of the batch
 * @param options of the augmentation, for the whole batch
 */
export async function explainVariants<Options extends AnalyzeOptions>(
  analyzer: Analyzer<Options>,
  { points, scale }: Variants,
  { begin, size, count }: Chunk,
  weights: readonly number[],
  mask: Tensor,
  options: Options,
): Promise<VariantsSum> {
  const { inputRef: reference, furtherInputs: further } = options as ReferenceOptions;
  const bag = new TensorBag();
  const repeat = (tensor: Tensor) => bag.add(tidy(() => augmentBatchDim(slice(tensor, begin, size), count)));
  try {
    const inputRef = reference && reference.shape[0] > 1 ? repeat(reference) : reference;
    const furtherInputs = further && bag.addAll(inputsOfSamples(further, begin, size, count));
    const own = innerOptions(analyzer, options, { inputRef, furtherInputs });
    const { val, extras } = bag.add(await analyzer.analyze(points, new MaskSelector(repeat(mask)), own));
    const sum = tidy(() => reduceAugmentation(scale ? mul(val, scale) : val, count, weights));
    const receptiveField = extras?.receptiveField;
    return { sum, ...(receptiveField !== undefined && { extras: { receptiveField } }) };
  } finally {
    bag.dispose();
  }
}
