import { type AnalyzeOptions, type Analyzer, RandomStream, sharedOptions } from 'xai-base';
import type { ReferenceOptions } from '../references/reference-options';

/**
 * What the analyzer of an augmentation is told of some samples, or of variants of them: a seed of its own, whose draws are not those of the augmentation, and
 * a reference if it takes one.
 *
 * @param options of the augmentation
 * @param own the reference and the further inputs of these samples
 */
export function innerOptions<Options extends AnalyzeOptions>(
  { moreOptions }: Analyzer<Options>,
  options: Options,
  { inputRef, furtherInputs }: Pick<ReferenceOptions, 'inputRef' | 'furtherInputs'>,
): Options {
  const { seed } = options;
  return {
    ...(sharedOptions(options, moreOptions) as Options),
    onProgress: undefined,
    furtherInputs,
    ...(inputRef && moreOptions.includes('inputRef') && { inputRef }),
    ...(seed !== undefined && { seed: new RandomStream(seed).integer() }),
  };
}
