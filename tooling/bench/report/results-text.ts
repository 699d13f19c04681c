import { engineNames } from '../engines/names';
import { planOf } from '../engines/plan';
import { outcomes } from '../goals';
import type { Result } from '../measuring/measure';
import { nameOf } from '../workloads';
import { failureLines, firstRunTable, goalTable, memoryTable, missedLines, profileLines, timeTable } from './tables';

/** The results as text, with what was aimed at first. */
export function resultsText(results: readonly Result[], longest: number): string {
  const reached = outcomes(results);
  const missed = missedLines(reached);
  const failures = failureLines(results);
  const workloads = [...new Map(results.map(({ workload }) => [nameOf(workload), workload])).values()];
  const left = workloads.flatMap((workload) =>
    planOf(workload, engineNames, longest).tooLong.map((engine) => `${nameOf(workload)} on ${engine}`),
  );
  return paragraphs(
    reached.length > 0 ? ['### What is aimed at', '', goalTable(reached)] : undefined,
    missed.length > 0 ? ['What is missed, and why:', '', ...missed] : undefined,
    ['### Milliseconds', '', 'In brackets: times as long as PyTorch on two threads.', '', timeTable(results)],
    ['### Peak memory, MB', '', memoryTable(results)],
    ['### First run, milliseconds', '', 'Of a new process, which compiles and warms up.', '', firstRunTable(results)],
    failures.length > 0 ? ['What fails:', '', ...failures.map((line) => `- ${line}`)] : undefined,
    left.length > 0 ? `Left out, as a run takes more than ${longest} s: ${left.join(', ')}.` : undefined,
    results.flatMap(profileLines),
  );
}

function paragraphs(...parts: (string | string[] | undefined)[]): string {
  return parts
    .flatMap((part) => (part === undefined || part.length === 0 ? [] : [part].flat().join('\n')))
    .join('\n\n');
}
