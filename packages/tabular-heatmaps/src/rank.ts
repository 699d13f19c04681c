/** A bar: a feature, or the others together. */
export interface Bar {
  readonly name: string;
  /** What the feature is, as it stands behind the name. */
  readonly is?: string;
  readonly value: number;
  readonly isRest: boolean;
}

/** A feature that may get a bar. */
export type Feature = Omit<Bar, 'isRest'>;

/** The features with the largest absolute values, largest first (ties: the first), and the sum of the others below them. */
export function rank(features: readonly Feature[], count: number): Bar[] {
  const sorted = features.toSorted((one, other) => Math.abs(other.value) - Math.abs(one.value));
  const bars = sorted.slice(0, count).map((feature): Bar => ({ ...feature, isRest: false }));
  const others = sorted.slice(count);
  if (others.length === 0) return bars;
  const name = others.length === 1 ? '1 other feature' : `${others.length} other features`;
  const value = others.reduce((sum, other) => sum + other.value, 0);
  return [...bars, { name, value, isRest: true }];
}
