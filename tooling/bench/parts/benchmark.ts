import type { EngineName } from '../engines/names';
import { type Plan, planOf } from '../engines/plan';
import { secondsFor } from '../measuring/estimate';
import { measure, type Result } from '../measuring/measure';
import { resultsText } from '../report/results-text';
import { type Report, threeDigits } from '../report/tables';
import { nameOf, type Workload } from '../workloads';

export interface Choice {
  bursts: number;
  /** In seconds: an engine of which a run takes longer, as estimated, does not take part. */
  longest: number;
  profile: boolean;
}

const minutes = (seconds: number) => `${(seconds / 60).toFixed(1)} min`;

/** A line of progress: the time of each engine. */
function lineOf(results: readonly Result[]): string {
  return results
    .map(({ engine, milliseconds }) => `${engine} ${milliseconds ? threeDigits(milliseconds) : 'fails'}`)
    .join(', ');
}

/** Times workloads one after the other. */
async function measureAll(plans: Plan[], choice: Choice, progress: (line: string) => void): Promise<Result[]> {
  const estimates = plans.map(({ workload, engines }) => secondsFor(workload, engines, choice.bursts));
  const whole = estimates.reduce((sum, seconds) => sum + seconds, 0);
  progress(`${plans.length} workloads, about ${minutes(whole)}`);
  const results: Result[] = [];
  const begin = performance.now();
  let estimated = 0;
  for (const [index, { workload, engines }] of plans.entries()) {
    const measured = await measure(workload, { engines, ...choice });
    results.push(...measured);
    estimated += estimates[index];
    const elapsed = (performance.now() - begin) / 1000;
    const left = ((whole - estimated) * elapsed) / estimated;
    progress(
      `[${index + 1}/${plans.length}, ${minutes(elapsed)}, ${minutes(left)} left] ${nameOf(workload)}: ${lineOf(measured)} ms`,
    );
  }
  return results;
}

/** Times the workloads with each engine in turn. */
export async function benchmark(
  workloads: readonly Workload[],
  engines: readonly EngineName[],
  choice: Choice,
  progress: (line: string) => void,
): Promise<Report & { data: Result[] }> {
  const plans = workloads.map((workload) => planOf(workload, engines, choice.longest));
  const results = await measureAll(plans, choice, progress);
  return { section: 'results', text: resultsText(results, choice.longest), data: results };
}
