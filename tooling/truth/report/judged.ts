import { MetricTable } from 'xai-metrics';
import { learned } from 'xai-metrics/networks';
import type { Chapter, Finding } from '../studies/study';

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

export function judgedOf(findings: readonly Finding[]): Judged[] {
  return findings.map(({ name, table, ...one }) => ({ ...one, study: name, table: MetricTable.fromJSON(table) }));
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
  const name = judged.table.best(baselines, metric) ?? baselines[0];
  return { name, mean: meanOf(judged, name, metric) };
}

const answers = new WeakMap<MetricTable, Map<string, boolean>>();

/** Whether a method is better than every baseline, sample by sample, beyond chance (paired bootstrap, 5 %). */
export function beats({ table }: Judged, method: string, metric = truthMetric): boolean {
  const known = answers.get(table) ?? new Map<string, boolean>();
  answers.set(table, known);
  const key = `${method}/${metric}`;
  const answer = known.get(key) ?? table.beats(method, baselines, metric, { resamples: 1000 });
  known.set(key, answer);
  return answer;
}
