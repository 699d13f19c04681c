import type { Explanation } from 'xai-base';
import type { FeatureSelection, LIMESettings, Surrogate } from '../../src';
import { type Case, expectClose, extrasOf, toleranceFor } from './fixtures';

/** lime's names for feature selections, in ours. */
export const selectionNames: Record<string, FeatureSelection> = {
  none: 'none',
  highest_weights: 'highestWeights',
  forward_selection: 'forward',
  lasso_path: 'lassoPath',
  auto: 'auto',
};

/** The settings of a case's fit. lime's kernel for texts measures 100 times the cosine distance. */
export function fitSettings({ params }: Case, distanceScale = 1): LIMESettings {
  const { kernelWidth, featureSelection = 'auto', numFeatures } = params;
  return { kernelWidth: kernelWidth / distanceScale, numFeatures, featureSelection: selectionNames[featureSelection] };
}

/** Expects a surrogate to be the one that lime found. */
export function expectSurrogate(surrogate: Omit<Surrogate, 'used'>, expected: Case, one: Case): void {
  const { tolerance } = one;
  const coefficients = new Array<number>(surrogate.coefficients.length).fill(0);
  for (const [feature, value] of expected.coefficients) coefficients[feature] = value;
  const isReal = one.model?.type === 'onnx'; // and runs in single precision
  expectClose(surrogate.coefficients, coefficients, isReal ? toleranceFor(one, 'coefficients', coefficients) : 1e-6);
  for (const name of ['intercept', 'score', 'localPrediction'] as const) {
    if (tolerance[name]) expectClose([surrogate[name]], [expected[name]], tolerance[name]);
  }
}

/** Expects the surrogate of an explanation of one sample to be the one that lime found. */
export function expectExplanation(explanation: Explanation, expected: Case, one: Case): void {
  const { featureValues, intercept, score, localPrediction } = extrasOf(explanation);
  const [coefficients] = featureValues;
  const surrogate = { coefficients, intercept: intercept[0], score: score[0], localPrediction: localPrediction[0] };
  expectSurrogate(surrogate, expected, one);
}
