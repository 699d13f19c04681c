import type { Operator } from '../operator';
import { linearClassifier, linearRegressor } from './linear';
import { normalizer, scaler } from './preparation';

/** Linear models of the domain ai.onnx.ml, and what goes before and after them. */
export const learning: Readonly<Record<string, Operator>> = {
  LinearClassifier: linearClassifier,
  LinearRegressor: linearRegressor,
  Normalizer: normalizer,
  Scaler: scaler,
  ZipMap: () => (inputs) => inputs, // the scores, without the names of their classes
};
