import { MEDIUM_CORRELATION, type MetricSummary, type MetricTable } from 'xai-metrics';
import { short } from 'xai-recipes';

/** What a sanity check asks of a method. */
interface Check {
  readonly metric: string;
  /** What it asks. */
  asks(limit: number): string;
  /** Whether the mean over the samples, with all of its interval, says no. */
  fails(summary: MetricSummary, limit: number): boolean;
  /** What a method that fails does. */
  readonly finding: string;
}

const checks: readonly Check[] = [
  {
    metric: 'MPRT',
    asks: (limit) =>
      `Does the explanation change when layers lose what they have learnt? (rank correlation with the explanation of the trained model: at most ${limit})`,
    fails: ({ low }, limit) => low > limit,
    finding: 'hardly depends on what the model has learnt',
  },
  {
    metric: 'EfficientMPRT',
    asks: () => 'Does it become less orderly when all layers have lost it? (growth of its entropy: above 0)',
    fails: ({ high }) => high <= 0,
    finding: 'is as orderly without what the model has learnt',
  },
  {
    metric: 'RandomLogit',
    asks: (limit) => `Does it change when another output is explained? (rank correlation: at most ${limit})`,
    fails: ({ low }, limit) => low > limit,
    finding: 'hardly depends on which output is explained',
  },
  {
    metric: 'InputInvariance',
    asks: () =>
      'Does it stay when a constant is added to the input that the model takes off again? (share of the samples: at least 0.5)',
    fails: ({ high }) => high < 0.5,
    finding: 'depends on a constant that the model does not see',
  },
];

/** What a sanity check found about a method. */
export interface SanityFinding {
  readonly method: string;
  readonly metric: string;
  readonly mean: number;
  readonly fails: boolean;
  readonly finding: string;
}

/**
 * The verdict of the sanity checks about each method of a table.
 *
 * @param limit from which on a rank correlation fails
 */
export function sanityOf(table: MetricTable, limit = MEDIUM_CORRELATION): SanityFinding[] {
  const own = checks.filter(({ metric }) => table.metrics.some(({ name }) => name === metric));
  return table.analyzers.flatMap((method) =>
    own.map(({ metric, fails, finding }) => {
      const summary = table.summary(method, metric);
      const isFailed = summary.count > 0 && fails(summary, limit);
      return { method, metric, mean: summary.mean, fails: isFailed, finding: isFailed ? finding : '' };
    }),
  );
}

/** The verdict in lines: those who fail, and by what. */
export function sanityLines(findings: readonly SanityFinding[]): string[] {
  const failed = findings.filter(({ fails }) => fails);
  if (failed.length === 0) return ['No method fails a sanity check.'];
  return failed.map(
    ({ method, metric, mean, finding }) => `${method} fails ${metric} (${short(mean)}): it ${finding}.`,
  );
}

/** What the checks of a table ask. */
export function sanityQuestions(table: MetricTable, limit = MEDIUM_CORRELATION): [metric: string, asks: string][] {
  return checks
    .filter(({ metric }) => table.metrics.some(({ name }) => name === metric))
    .map(({ metric, asks }) => [metric, asks(limit)]);
}
