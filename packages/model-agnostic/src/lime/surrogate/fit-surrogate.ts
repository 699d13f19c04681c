import { type Turn, turnsOf } from '../../evaluation/turn';
import { ridge } from './ridge';
import { type FeatureSelection, selections } from './select';
import { type WeightedData, weightedMoments } from './weighted-moments';

/** How {@link fitSurrogate} fits. */
export interface SurrogateSettings {
  /** Which features are used; `'auto'` by default. */
  featureSelection?: FeatureSelection;
  /** How many features are used at most; all by default. */
  numFeatures?: number;
  /** The penalty on the squares of the coefficients; 1 by default. */
  regularization?: number;
}

/** A linear model that stands in for another one near a sample. */
export interface Surrogate {
  readonly intercept: number;
  /** One number a feature, 0 for those that are not used. */
  readonly coefficients: number[];
  /** The features that are used, those with the largest coefficients first. */
  readonly used: number[];
  /** The weighted coefficient of determination: 1 where the surrogate says the same as the model. */
  readonly score: number;
  /** What the surrogate says of the sample itself. */
  readonly localPrediction: number;
}

/**
 * Fits a weighted ridge regression to what a model says of the neighbours of a sample.
 *
 * @param neighbors rows of features, with a target and a weight each
 *
 * @example
 * ```ts
 * const data = Float64Array.of(1, 1, 1, 0, 0, 1, 0, 0);
 * const targets = Float64Array.of(8, 3, 5, 0);
 * const weights = Float64Array.of(1, 1, 1, 1);
 * const { coefficients } = await fitSurrogate({ data, features: 2, targets, weights }, { regularization: 0 });
 * coefficients; // => [3, 5]
 * ```
 */
export async function fitSurrogate(
  neighbors: WeightedData,
  settings: SurrogateSettings = {},
  turn: Turn = turnsOf(),
): Promise<Surrogate> {
  const { featureSelection = 'auto', numFeatures = neighbors.features, regularization = 1 } = settings;
  const moments = await weightedMoments(neighbors, turn);
  const used = await selections[featureSelection](moments, Math.min(numFeatures, neighbors.features), turn);
  const fit = await ridge(moments, used, regularization, turn);
  const coefficients = new Array<number>(neighbors.features).fill(0);
  used.forEach((feature, index) => {
    coefficients[feature] = fit.coefficients[index];
  });
  const at = (row: Float64Array) => coefficients.reduce((sum, value, feature) => sum + value * row[feature], 0);
  const intercept = moments.targetMean - at(moments.means);
  return {
    intercept,
    coefficients,
    used: used.sort((a, b) => Math.abs(coefficients[b]) - Math.abs(coefficients[a])),
    score: fit.score,
    localPrediction: intercept + at(moments.first),
  };
}
