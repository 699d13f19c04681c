import { readFileSync, writeFileSync } from 'node:fs';
import type { Result } from '../measuring/measure';
import { nameOf } from '../workloads';

/** What the page of results shows, as data: some workloads can be timed again without the others. */
export interface KeptResults {
  /** The machine and the versions of the last whole run. */
  conditions: string;
  /** The workloads that were timed again since. */
  again: readonly string[];
  results: readonly Result[];
}

/** The results with those of some workloads in the place of the former ones, of all engines: a time means something only beside the others of its run. */
export function withAgain(former: readonly Result[], again: readonly Result[]): Result[] {
  const named = (results: readonly Result[], name: string) =>
    results.filter(({ workload }) => nameOf(workload) === name);
  const names = new Set([...former, ...again].map(({ workload }) => nameOf(workload)));
  return [...names].flatMap((name) => {
    const now = named(again, name);
    return now.length > 0 ? now : named(former, name);
  });
}

/** Reads them. */
export function readResults(file: string): KeptResults {
  return JSON.parse(readFileSync(file, 'utf8'));
}

/** Writes them, a line each, without profiles. */
export function writeResults(file: string, { conditions, again, results }: KeptResults): void {
  const lines = results.map(({ profile, ...result }) => `    ${JSON.stringify(result)}`);
  const text = `{\n  "conditions": ${JSON.stringify(conditions)},\n  "again": ${JSON.stringify(again)},\n  "results": [\n${lines.join(',\n')}\n  ]\n}\n`;
  writeFileSync(file, text);
}
