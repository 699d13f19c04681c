import { ValueError } from 'xai-base';
import type { Turn } from '../evaluation/turn';
import { larsPath, type PathKnot } from '../linear-algebra/lars-path';
import { augmentedMoments, centred, type Moments } from './augmented-moments';
import type { Coalitions } from './coalitions';

/**
 * Which features may have a Shapley value other than 0: all (`false`), at most so many by least-angle regression
 * (`{ features }`), those of a lasso (`{ alpha }`), the model on the lasso's path that an information criterion prefers (`'aic'`,
 * `'bic'`), or `'auto'`: `'aic'` when less than a fifth of the coalitions is evaluated, else all.
 */
export type Selection = false | 'auto' | 'aic' | 'bic' | { readonly features: number } | { readonly alpha: number };

/** @throws {ValueError} when it is none of the forms of {@link Selection} */
export function checkSelection(selection: Selection): void {
  if (selection === false || ['auto', 'aic', 'bic'].includes(selection as string)) return;
  const { features, alpha } = selection as { features?: number; alpha?: number };
  if (features !== undefined ? Number.isSafeInteger(features) && features >= 1 : Number(alpha) > 0) return;
  const expected = "false, 'auto', 'aic', 'bic', { features } (at least 1) or { alpha } (above 0)";
  const message = `selection is ${JSON.stringify(selection)}; expected ${expected}.`;
  throw new ValueError(message, { argument: 'selection', value: selection, expected });
}

/** The features to keep, by the regression of the values on the coalitions; see {@link ShapleyRegression.solve} for the arguments. */
export async function selectFeatures(
  selection: Selection,
  coalitions: Coalitions,
  weights: Float64Array,
  values: Float64Array,
  total: number,
  turn: Turn,
): Promise<number[]> {
  const all = Array.from({ length: coalitions.features }, (_, feature) => feature);
  const criterion = selection === 'auto' ? autoCriterion(coalitions) : selection;
  if (criterion === false) return all;
  const kept = await selectBy(criterion, await augmentedMoments(coalitions, weights, values, total, turn), turn);
  return kept.length > 0 ? kept : all; // without any feature, the values could not add up
}

async function selectBy(
  criterion: Exclude<Selection, false | 'auto'>,
  moments: Moments,
  turn: Turn,
): Promise<number[]> {
  if (typeof criterion === 'string') return byCriterion(moments, criterion, turn);
  if ('features' in criterion) {
    const options = { method: 'lar', maxActive: criterion.features } as const;
    const path = await larsPath(moments.gram, moments.right, options, turn);
    return support(path[path.length - 1].coefficients);
  }
  const { gram, right } = centred(moments);
  return support(at(await larsPath(gram, right, { method: 'lasso' }, turn), criterion.alpha * moments.rows));
}

function autoCriterion({ size, features }: Coalitions): 'aic' | false {
  return size / (2 ** features - 2) < 0.2 ? 'aic' : false;
}

/** The knot of the lasso's path with the least information criterion. */
async function byCriterion(moments: Moments, criterion: 'aic' | 'bic', turn: Turn): Promise<number[]> {
  const { gram, right, square, rows } = centred(moments);
  const scales = Array.from(right, (_, i) => Math.sqrt(gram.get(i, i) / rows) || 1);
  const scaled = gram.map((value, i, j) => value / (scales[i] * scales[j]));
  const scaledRight = right.map((value, i) => value / scales[i]);
  const path = await larsPath(scaled, scaledRight, { method: 'lasso' }, turn);
  const errorOf = ({ coefficients }: PathKnot) => {
    const fitted = scaled.times(coefficients);
    return coefficients.reduce((sum, value, i) => sum + value * (fitted[i] - 2 * scaledRight[i]), square);
  };
  const rounding = Number.EPSILON * square; // all that is left where the fit is exact
  const noise = Math.max(errorOf(path[path.length - 1]), rounding) / Math.max(1, rows - right.length - 1);
  const price = criterion === 'aic' ? 2 : Math.log(rows);
  let best = { kept: support(path[0].coefficients), cost: Number.POSITIVE_INFINITY };
  for (const knot of path) {
    const kept = support(knot.coefficients);
    const cost = errorOf(knot) / noise + price * kept.length;
    if (cost < best.cost) best = { kept, cost };
  }
  return best.kept;
}

/** The coefficients where the largest correlation is as given. */
function at(path: readonly PathKnot[], correlation: number): Float64Array {
  const after = path.findIndex((knot) => knot.correlation <= correlation);
  if (after === 0) return path[0].coefficients;
  if (after < 0) return path[path.length - 1].coefficients;
  const [a, b] = [path[after - 1], path[after]];
  const share = (a.correlation - correlation) / (a.correlation - b.correlation);
  return a.coefficients.map((value, i) => value + share * (b.coefficients[i] - value));
}

function support(coefficients: Float64Array): number[] {
  const largest = coefficients.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const features = Array.from(coefficients, (_, feature) => feature);
  return features.filter((feature) => Math.abs(coefficients[feature]) > Number.EPSILON * largest);
}
