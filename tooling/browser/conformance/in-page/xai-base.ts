import type { Tensor } from '@tensorflow/tfjs-core';
import { type AnalyzeOptions, type Analyzer, analyze as analyzeAnywhere, type OutputSelection } from 'xai-base';
import { engineReady } from '../../in-page/engines';

export * from 'xai-base';

/** Analyzes by the page's engine. */
export async function analyze<Options extends AnalyzeOptions>(
  input: Tensor,
  analyzer: Analyzer<Options>,
  selection?: OutputSelection,
  options: Options = {} as Options,
) {
  const executor = await engineReady();
  return analyzeAnywhere(input, analyzer, selection, executor ? { executor, ...options } : options);
}
