import { add, concat, slice, type Tensor, tensor1d, tidy } from '@tensorflow/tfjs-core';
import { type AnalyzeOptions, type Analyzer, TensorBag } from 'xai-base';
import { type Chunk, forEachChunk } from '../execution/for-each-chunk';
import { ifItFits } from '../execution/if-it-fits';
import type { AugmentedGradient } from './augmented-gradient';
import { explainVariants } from './explain-variants';
import type { MakeVariants, Series, VariantsSum } from './variants';

/** Who explains variants: the programs, where there are some that fit into the memory, and else the analyzer. */
interface Explainer<Options extends AnalyzeOptions> {
  readonly analyzer: Analyzer<Options>;
  readonly variants: MakeVariants;
  readonly programs?: AugmentedGradient | undefined;
}

/** The samples, and what is explained of each. */
interface Explained {
  readonly input: Tensor;
  readonly mask: Tensor;
}

/**
 * The weighted sum of the explanations of a series of variants. They are added up as they come, so that memory does not grow with their number.
 *
 * @param atOnce how many variants run at once
 * @throws {AbortError} when the signal fires
 */
export async function sumInChunks<Options extends AnalyzeOptions>(
  explainer: Explainer<Options>,
  explained: Explained,
  series: Series,
  atOnce: number,
  options: Options,
): Promise<VariantsSum> {
  const [batch] = explained.input.shape;
  const sums = new Map<number, Tensor>(); // by the first of the samples
  let extras: VariantsSum['extras'];
  const bag = new TensorBag();
  try {
    await forEachChunk(batch, series.weights.length, atOnce, options, async (chunk) => {
      const found = await explainChunk(explainer, explained, series, chunk, options);
      const part = bag.add(found.sum);
      extras = found.extras;
      const sum = sums.get(chunk.begin);
      sums.set(chunk.begin, sum ? bag.add(add(sum, part)) : part);
      if (sum) bag.free(sum, part);
    });
    return { sum: concat([...sums.values()]), extras };
  } finally {
    bag.dispose();
  }
}

async function explainChunk<Options extends AnalyzeOptions>(
  { analyzer, variants, programs }: Explainer<Options>,
  { input, mask }: Explained,
  series: Series,
  chunk: Chunk,
  options: Options,
): Promise<VariantsSum> {
  const { begin, size, first, count } = chunk;
  const weights = series.weights.slice(first, first + count);
  const bag = new TensorBag();
  try {
    const samples = bag.add(slice(input, begin, size));
    const numbers = bag.addAll(tidy(() => series.numbersOf(samples, chunk)));
    if (programs) {
      const given = [samples, bag.add(slice(mask, begin, size)), bag.add(tensor1d(weights)), ...numbers];
      const sum = await ifItFits(() => programs.sum(given, options));
      if (sum) return { sum };
    }
    const made = bag.addAll(tidy(() => ({ ...variants(samples, numbers) })));
    return await explainVariants(analyzer, made, chunk, weights, mask, options);
  } finally {
    bag.dispose();
  }
}
