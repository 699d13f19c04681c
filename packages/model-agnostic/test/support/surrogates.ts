import type { FeatureSelection, Surrogate } from '../../src';
import { type Case, expectClose } from './fixtures';

/** lime's names for feature selections, in ours. */
export const selectionNames: Record<string, FeatureSelection> = {
  none: 'none',
  highest_weights: 'highestWeights',
  forward_selection: 'forward',
  lasso_path: 'lassoPath',
  auto: 'auto',
};

/** Expects a surrogate to be the one that lime found. */
export function expectSurrogate(surrogate: Omit<Surrogate, 'used'>, expected: Case, tolerance: Case): void {
  const coefficients = new Array<number>(surrogate.coefficients.length).fill(0);
  for (const [feature, value] of expected.coefficients) coefficients[feature] = value;
  expectClose(surrogate.coefficients, coefficients, tolerance.coefficients);
  if (tolerance.intercept) expectClose([surrogate.intercept], [expected.intercept], tolerance.intercept);
  if (tolerance.score) expectClose([surrogate.score], [expected.score], tolerance.score);
  if (tolerance.localPrediction) {
    expectClose([surrogate.localPrediction], [expected.localPrediction], tolerance.localPrediction);
  }
}
