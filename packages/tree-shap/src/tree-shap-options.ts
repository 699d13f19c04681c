import type { Tensor } from '@tensorflow/tfjs-core';
import type { AnalyzeOptions } from 'xai-base';

/** Settings of {@link TreeSHAP}. */
export interface TreeSHAPSettings {
  /**
   * Samples `[rows, features]` that hidden features take their values from, NaN where one is missing: values are interventional then. Without it they are
   * path-dependent. It stays the caller's, and is needed as long as the analyzer is.
   */
  background?: Tensor;
}

/** Options of an analysis by {@link TreeSHAP}. */
export interface TreeSHAPOptions extends AnalyzeOptions {
  /** Whether `extras.interactions` is to have what pairs of features add together. Default false. */
  interactions?: boolean;
}
