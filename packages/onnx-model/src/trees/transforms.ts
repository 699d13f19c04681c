import type { ScoreTransform } from 'xai-base';

/** What is done to scores at last, by the names that ai.onnx.ml has for it. */
export const transforms: Readonly<Record<string, ScoreTransform>> = {
  NONE: 'none',
  LOGISTIC: 'logistic',
  SOFTMAX: 'softmax',
  SOFTMAX_ZERO: 'softmax of what is not 0',
};
