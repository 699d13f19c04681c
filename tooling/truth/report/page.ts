import { readFileSync, writeFileSync } from 'node:fs';
import { markdownTable } from '../../bench/report/markdown-table';
import { withSection } from '../../bench/report/readme-section';
import type { Finding } from '../studies/study';
import { claims } from './claims';
import { type Judged, judgedOf } from './judged';
import { published } from './published';
import { allMetrics, scores, trust } from './tables';

/** What a page tells of. */
export interface Told {
  readonly findings: readonly Finding[];
  /** What was to be found, and was not yet. */
  readonly missing: readonly string[];
  /** The command that finds it. */
  readonly command: string;
  /** The file of a run of others, to compare with. */
  readonly published: string;
}

/** Writes what was found into the sections of a page. */
export function writePage(file: string, { findings, missing, command, published: theirs }: Told): void {
  const all = judgedOf(findings);
  const sections: Record<string, string> = {
    run: ofRun(all, missing, command),
    trust: trust(all),
    claims: claimsTable(all, theirs),
    tetrominoes: byModel(all.filter(({ chapter }) => chapter === 'tetrominoes')),
    large: byModel(all.filter(({ chapter }) => chapter === 'large tetrominoes')),
    planted: scores(all.filter(({ chapter }) => ['tables', 'words', 'series', 'decoys'].includes(chapter))),
    digits: all
      .filter(({ chapter }) => chapter === 'digits')
      .map(
        (one) =>
          `${one.table.size} digits, ${one.study === 'digits' ? 'taken apart' : 'explained anew'}:\n\n${allMetrics(one)}${one.table.withStages.length > 0 ? '\n\n![Explanations while the network loses its weights](pictures/stages.svg)' : ''}`,
      )
      .join('\n\n'),
  };
  const page = Object.entries(sections).reduce(
    (text, [name, section]) => withSection(text, name, section || 'Not run.'),
    readFileSync(file, 'utf8'),
  );
  writeFileSync(file, page);
}

/** Which run the page is of, and what of it is missing. */
function ofRun(all: readonly Judged[], missing: readonly string[], command: string): string {
  const whole = `A run of \`${command}\`: ${all.length} of ${all.length + missing.length} pairs of a benchmark and a model are done.`;
  return missing.length === 0 ? whole : `${whole} Missing: ${missing.join('; ')}.`;
}

function claimsTable(all: readonly Judged[], theirs: string): string {
  const rows = claims(all, published(theirs)).map(({ source, says, holds, found }) => [source, says, holds, found]);
  return markdownTable(['source', 'says', 'holds here', 'found'], rows);
}

function byModel(all: readonly Judged[]): string {
  const models = [...new Set(all.map(({ model }) => model))];
  const parts = models.map((model) => {
    const own = all.filter((one) => one.model === model);
    const short = own.map((one) => ({
      ...one,
      study: one.study.replace(' 64', ''),
      model: one.study.replace(' 64', ''),
    }));
    const mass = `**${model}**, importance mass accuracy:\n\n${scores(short)}`;
    const measured = short.filter(({ table }) => table.metrics.some(({ name }) => name === 'EMDScore'));
    if (measured.length === 0) return mass;
    const of = (metric: string) => scores(measured, metric);
    return `${mass}\n\n<details><summary>${model}, EMD score: over the largest distance (paper), and over the root of 2 h w (code)</summary>\n\n${of('EMDScore')}\n\n${of('EMDScore (code)')}\n\n</details>`;
  });
  return parts.join('\n\n');
}
