import { type EngineName, engineNames } from '../engines/names';
import type { Outcome } from '../goals';
import type { Result } from '../measuring/measure';
import { nameOf } from '../workloads';
import { markdownTable } from './markdown-table';

/** What a part of the benchmark found, for people and for programs. */
export interface Report {
  /** The section of the README that it belongs to. */
  section: string;
  /** The file of the README; that of this folder, if it is not given. */
  page?: string;
  /** A picture in this folder that the text shows. */
  picture?: { name: string; svg: string };
  text: string;
  data: unknown;
}

/** Three digits, or all before the point: 0.351, 12.3, 13700. */
export function threeDigits(value: number): string {
  if (value >= 99.95) return value.toFixed(0);
  return value.toFixed(value >= 9.995 ? 1 : 2);
}

/** What stands in a cell of which there is no time. */
export function failureWord(failure: string): string {
  return /memory|abort|alloc/i.test(failure) ? 'out of memory' : 'throws';
}

/** A cell of the table of times: the milliseconds and, in brackets, their ratio to PyTorch's. */
export function timeCell({ milliseconds, failure, engine }: Result, torch: number | undefined): string {
  if (failure !== undefined) return failureWord(failure);
  if (milliseconds === undefined) return '';
  const ratio = torch === undefined || engine === 'torch' ? '' : ` (${threeDigits(milliseconds / torch)})`;
  return threeDigits(milliseconds) + ratio;
}

function grid(results: readonly Result[], cell: (result: Result, ofWorkload: Result[]) => string): string {
  const engines = engineNames.filter((name) => results.some(({ engine }) => engine === name));
  const names = [...new Set(results.map(({ workload }) => nameOf(workload)))];
  const rows = names.map((name) => {
    const ofWorkload = results.filter(({ workload }) => nameOf(workload) === name);
    const of = (engine: EngineName) => ofWorkload.find((result) => result.engine === engine);
    return [name, ...engines.map((engine) => (of(engine) ? cell(of(engine)!, ofWorkload) : ''))];
  });
  return markdownTable(['workload', ...engines], rows);
}

/** The table of times: a row a workload, a column an engine. */
export function timeTable(results: readonly Result[]): string {
  return grid(results, (result, ofWorkload) =>
    timeCell(result, ofWorkload.find(({ engine }) => engine === 'torch')?.milliseconds),
  );
}

/** The table of the most memory that each process took, in MB. */
export function memoryTable(results: readonly Result[]): string {
  return grid(results, ({ peakMemory }) => peakMemory?.toFixed(0) ?? '');
}

/** The table of how long the first run of each process took, in which programs are compiled, in milliseconds. */
export function firstRunTable(results: readonly Result[]): string {
  return grid(results, ({ firstRun }) => (firstRun === undefined ? '' : threeDigits(firstRun)));
}

/** The table of what was aimed at, and what came of it. */
export function goalTable(outcomes: readonly Outcome[]): string {
  const rows = outcomes.map(({ goal, ratio, engine }) => [
    goal.what,
    engine,
    threeDigits(goal.atMost),
    threeDigits(ratio),
    ratio <= goal.atMost ? 'yes' : `no, ${aboveText(ratio / goal.atMost)}`,
  ]);
  return markdownTable(['what', 'engine', 'at most', 'measured', 'reached'], rows);
}

/** Why goals are missed, a line each. */
export function missedLines(outcomes: readonly Outcome[]): string[] {
  const missed = outcomes.filter(({ goal, ratio }) => ratio > goal.atMost);
  return missed.map(({ goal, ratio }) => `- ${goal.what}, ${aboveText(ratio / goal.atMost)}: ${goal.reason}.`);
}

/** How far above what was aimed at: `7 % more`, or `3.2 times as much`. */
function aboveText(times: number): string {
  return times < 2 ? `${Math.max(1, Math.round(100 * (times - 1)))} % more` : `${threeDigits(times)} times as much`;
}

/** Why an engine could not do a workload, a line each. */
export function failureLines(results: readonly Result[]): string[] {
  return results.flatMap(({ workload, engine, failure }) =>
    failure === undefined ? [] : [`${nameOf(workload)} on ${engine}: ${failure}`],
  );
}

/** Where the time went: the kernels of one run, longest first. */
export function profileLines({ workload, engine, profile }: Result): string[] {
  if (profile === undefined) return [];
  const { milliseconds, kernels } = profile;
  const inKernels = kernels.reduce((sum, kernel) => sum + kernel.milliseconds, 0);
  return [
    `\n${nameOf(workload)} on ${engine}: ${milliseconds.toFixed(1)} ms, ${inKernels.toFixed(1)} ms of it in kernels`,
    ...kernels
      .slice(0, 15)
      .map(({ kernel, calls, milliseconds }) =>
        [kernel.padEnd(34), String(calls).padStart(5), milliseconds.toFixed(2).padStart(10)].join(' '),
      ),
  ];
}
