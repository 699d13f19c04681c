import type { ExplainedTable, TableFeature } from './explained-table';

/** The mean absolute attribution of a feature over all rows. */
export function importanceOf({ attributions }: TableFeature): number {
  return attributions.reduce((sum, value) => sum + Math.abs(value), 0) / attributions.length;
}

/** The most important features, the first on top, and the others together: their attributions are added row by row. */
export interface RankedFeatures {
  readonly shown: readonly TableFeature[];
  readonly rest?: TableFeature;
}

/** Ranks features by {@link importanceOf}; of equals the first comes first. */
export function byImportance({ features, count }: ExplainedTable, numFeatures: number): RankedFeatures {
  const sorted = features.toSorted((one, other) => importanceOf(other) - importanceOf(one));
  const others = sorted.slice(numFeatures);
  if (others.length === 0) return { shown: sorted };
  const name = others.length === 1 ? '1 other feature' : `${others.length} other features`;
  const attributions = Float64Array.from({ length: count }, (_, row) =>
    others.reduce((sum, feature) => sum + feature.attributions[row], 0),
  );
  return { shown: sorted.slice(0, numFeatures), rest: { name, attributions } };
}
