import type { Tensor } from '@tensorflow/tfjs-core';
import type { AnalyzeOptions } from 'xai-base';

/** Options of the methods that compare the input with a reference. */
export interface ReferenceOptions extends AnalyzeOptions {
  /** The reference (baseline) x0: of the input's shape, or with a batch of 1 that serves every sample; zeros by default. It is not modified. */
  inputRef?: Tensor | undefined;
}
