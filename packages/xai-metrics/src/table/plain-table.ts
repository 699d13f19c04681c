import type { ByMethod } from './by-method';
import type { PlainMoments } from './curve-moments';
import type { MetricColumn } from './metric-column';

/** A table as plain values; null for what is undefined, and words for what is infinite. */
export interface PlainTable {
  readonly metrics: readonly MetricColumn[];
  readonly scores: ByMethod<readonly (number | string | null)[]>;
  readonly curves?: ByMethod<PlainMoments>;
}
