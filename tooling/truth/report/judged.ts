import { MetricTable } from 'xai-metrics';
import { learned } from '../models/train';
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

/** The baseline with the best mean. */
export function bestBaseline({ table }: Judged, metric = truthMetric): { name: string; mean: number } {
  const all = baselines
    .filter((name) => table.analyzers.includes(name))
    .map((name) => ({ name, mean: table.summary(name, metric).mean }));
  const sign = table.summary(all[0].name, metric).better === 'high' ? 1 : -1;
  return all.reduce((best, one) => (sign * one.mean > sign * best.mean || Number.isNaN(best.mean) ? one : best));
}

/** Whether a method is better than every baseline, sample by sample, beyond chance (paired bootstrap, 5 %). */
export function beats(judged: Judged, method: string, metric = truthMetric): boolean {
  const { name } = bestBaseline(judged, metric);
  const { better } = judged.table.summary(method, metric);
  const { difference, pValue } = judged.table.compare(method, name, metric);
  return (better === 'high' ? difference > 0 : difference < 0) && pValue < 0.05;
}
