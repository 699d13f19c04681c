import type { Progress } from 'xai-base';

/** How one item is explained. */
export interface ExplainOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
  /** Of relevance propagation, adds what each layer got and where that went: `extras.layerwiseRelevances` and `extras.conservation`. */
  readonly layerwise?: boolean;
}
