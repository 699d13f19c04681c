import type { TableFeature } from './explained-table';

/** How many rows stand side by side while a feature is taken to be constant. */
const MOST_IN_WINDOW = 50;

/**
 * Which other feature the attribution of a feature depends on most, beside the feature's own value. Rows are sorted by that value and cut into windows
 * of a tenth of the rows (50 at most); in each the attributions are correlated with the values of the other feature, and the absolute correlations are
 * added up. Undefined if no other feature varies.
 *
 * @see S. M. Lundberg et al.: From Local Explanations to Global Understanding with Explainable AI for Trees (2020)
 */
export function strongestInteraction(
  feature: TableFeature,
  features: readonly TableFeature[],
): TableFeature | undefined {
  const { values: own, attributions } = feature;
  if (!own) return undefined;
  const order = Array.from(own.keys()).sort((one, other) => own[one] - own[other]);
  const size = Math.max(1, Math.min(MOST_IN_WINDOW, Math.floor(order.length / 10)));
  let [best, strength]: [TableFeature | undefined, number] = [undefined, 0];
  for (const other of features) {
    const { values } = other;
    if (other === feature || !values) continue;
    let sum = 0;
    for (let from = 0; from < order.length; from += size) {
      const window = order.slice(from, from + size).filter((row) => !Number.isNaN(values[row]));
      sum += Math.abs(
        correlation(
          window.map((row) => attributions[row]),
          window.map((row) => values[row]),
        ),
      );
    }
    if (sum > strength) [best, strength] = [other, sum];
  }
  return best;
}

/** Pearson's; 0 where one of both does not vary. */
function correlation(one: readonly number[], other: readonly number[]): number {
  const [a, b] = [centred(one), centred(other)];
  const product = Math.sqrt(dot(a, a) * dot(b, b));
  return product > 0 ? dot(a, b) / product : 0;
}

function centred(values: readonly number[]): number[] {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.map((value) => value - mean);
}

function dot(one: readonly number[], other: readonly number[]): number {
  return one.reduce((sum, value, at) => sum + value * other[at], 0);
}
