import type { EngineName } from '../engines/names';
import { takesPart } from '../engines/participants';
import { outcomes } from '../goals';
import { secondsFor, secondsOf } from '../measuring/estimate';
import { measure, type Result } from '../measuring/measure';
import {
  failureLines,
  firstRunTable,
  goalTable,
  memoryTable,
  profileLines,
  type Report,
  threeDigits,
  timeTable,
} from '../report/tables';
import { nameOf, type Workload } from '../workloads';

export interface Choice {
  bursts: number;
  /** In seconds: an engine of which a run takes longer, as estimated, does not take part. */
  longest: number;
  profile: boolean;
}

interface Plan {
  workload: Workload;
  engines: EngineName[];
}

function planOf(workload: Workload, engines: readonly EngineName[], { longest }: Choice) {
  const able = engines.filter((engine) => takesPart(workload, engine));
  const tooLong = able.filter((engine) => secondsOf(workload, engine) > longest);
  return { workload, engines: able.filter((engine) => !tooLong.includes(engine)), tooLong };
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

function paragraphs(...parts: (string | string[] | undefined)[]): string {
  return parts
    .flatMap((part) => (part === undefined || part.length === 0 ? [] : [part].flat().join('\n')))
    .join('\n\n');
}

/** Times the workloads with each engine in turn, and then the memory of a thousand explanations. */
export async function benchmark(
  workloads: readonly Workload[],
  engines: readonly EngineName[],
  choice: Choice,
  progress: (line: string) => void,
): Promise<Report> {
  const plans = workloads.map((workload) => planOf(workload, engines, choice));
  const results = await measureAll(plans, choice, progress);
  const reached = outcomes(results);
  const failures = failureLines(results);
  const left = plans.flatMap(({ workload, tooLong }) => tooLong.map((engine) => `${nameOf(workload)} on ${engine}`));
  const text = paragraphs(
    reached.length > 0 ? ['### What is aimed at', '', goalTable(reached)] : undefined,
    ['### Milliseconds', '', 'In brackets: times as long as PyTorch on two threads.', '', timeTable(results)],
    ['### Peak memory, MB', '', memoryTable(results)],
    ['### First run, milliseconds', '', 'Of a new process, which compiles and warms up.', '', firstRunTable(results)],
    failures.length > 0 ? ['What fails:', '', ...failures.map((line) => `- ${line}`)] : undefined,
    left.length > 0 ? `Left out, as a run takes more than ${choice.longest} s: ${left.join(', ')}.` : undefined,
    results.flatMap(profileLines),
  );
  return { section: 'results', text, data: results };
}
