import type { Estimate, MetricTable } from 'xai-metrics';
import type { BrokenItem } from './samples';
import type { CaseEstimate, JudgedCase } from './truth/judge-cases';

/** What an evaluation will take. */
export interface Costs {
  readonly estimate: Estimate;
  readonly truth: readonly CaseEstimate[];
}

/** All that an evaluation found. */
export interface Findings {
  readonly table: MetricTable;
  readonly isSanity: boolean;
  /** From which on a rank correlation fails a sanity check. */
  readonly limit: number;
  /** What the methods found where the truth is known. */
  readonly truth: readonly JudgedCase[];
  readonly broken: readonly BrokenItem[];
}
