import { MetricTable } from 'xai-metrics';
import { learned } from '../models/learned';
import type { Chapter, Findings } from '../studies/study';

/** What stands in every table to be beaten. */
export const baselines = ['random', 'edges', 'laplace', 'input'];

/** A benchmark with a model: one table. */
export interface Judged {
  readonly study: string;
  readonly chapter: Chapter;
  readonly model: string;
  readonly accuracy: number;
  readonly table: MetricTable;
}

export function judgedOf(findings: readonly Findings[]): Judged[] {
  return findings.flatMap(({ name, chapter, models }) =>
    Object.entries(models).map(([model, { accuracy, table }]) => ({
      study: name,
      chapter,
      model,
      accuracy,
      table: MetricTable.fromJSON(table),
    })),
  );
}

/** What did not learn can be explained as it likes: it knows no truth. */
export const hasLearned = ({ accuracy }: Judged): boolean => accuracy >= learned;

export const methodsIn = ({ table }: Judged): string[] => table.analyzers.filter((name) => !baselines.includes(name));

export const truthMetric = 'ImportanceMassAccuracy';

/** The mean over the samples for which a metric is defined, without an interval, which takes long. */
export function meanOf({ table }: Judged, method: string, metric = truthMetric): number {
  const values = table.values(method, metric).filter((value) => !Number.isNaN(value));
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** The baseline with the best mean. */
export function bestBaseline(judged: Judged, metric = truthMetric): { name: string; mean: number } {
  const all = baselines
    .filter((name) => judged.table.analyzers.includes(name))
    .map((name) => ({ name, mean: meanOf(judged, name, metric) }));
  const sign = isHigh(judged, metric) ? 1 : -1;
  return all.reduce((best, one) => (sign * one.mean > sign * best.mean || Number.isNaN(best.mean) ? one : best));
}

const isHigh = ({ table }: Judged, metric: string) =>
  table.metrics.find(({ name }) => name === metric)?.better === 'high';

const answers = new WeakMap<MetricTable, Map<string, boolean>>();

/** Whether a method is better than every baseline, sample by sample, beyond chance (paired bootstrap, 5 %). */
export function beats(judged: Judged, method: string, metric = truthMetric): boolean {
  const known = answers.get(judged.table) ?? new Map<string, boolean>();
  answers.set(judged.table, known);
  const key = `${method}/${metric}`;
  const before = known.get(key);
  if (before !== undefined) return before;
  const { name } = bestBaseline(judged, metric);
  const { difference, pValue } = judged.table.compare(method, name, metric, { resamples: 1000 });
  const answer = (isHigh(judged, metric) ? difference > 0 : difference < 0) && pValue < 0.05;
  known.set(key, answer);
  return answer;
}
