import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { MetricTable } from 'xai-metrics';
import { plotCurves, plotRadar, plotStages, plotTable } from 'xai-metrics/plots';
import type { Finding } from '../studies/study';
import { judgedOf } from './judged';

/** A few methods of all kinds, so that lines can be told apart. */
const few = [
  'Gradient',
  'IntegratedGradients',
  'LRP',
  'GuidedBackprop',
  'GradCAM',
  'KernelSHAP',
  'RISE',
  'edges',
  'random',
];

/** Draws what was found. */
export function writePlots(folder: string, findings: readonly Finding[]): void {
  mkdirSync(folder, { recursive: true });
  const write = (name: string, svg: string) => writeFileSync(path.join(folder, `${name}.svg`), `${svg}\n`);
  const all = judgedOf(findings);
  const digits = all.find(({ study }) => study === 'digits');
  const anew = all.find(({ study }) => study === 'digits, explained anew');
  if (digits) {
    write(
      'curves',
      plotCurves(only(digits.table, few), { title: 'Digits, taken apart and put together' }).toSVG({ width: 900 }),
    );
    write('digits', plotTable(digits.table, { title: 'Digits' }).toSVG({ width: 1000 }));
  }
  if (anew)
    write(
      'stages',
      plotStages(only(anew.table, few), { title: 'Digits, while the network loses its weights' }).toSVG({ width: 640 }),
    );
  if (digits)
    write(
      'radar',
      plotRadar(only(digits.table, few), { title: 'Digits: the best is at the rim' }).toSVG({ width: 720 }),
    );
  for (const chapter of ['words', 'series', 'decoys', 'tables'] as const) {
    const own = all.filter((one) => one.chapter === chapter);
    for (const { table, model } of own)
      write(
        own.length > 1 ? `${chapter}-${model}` : chapter,
        plotTable(table, { title: `${chapter}, ${model}` }).toSVG({ width: 900 }),
      );
  }
}

/** The rows of some methods. */
function only(table: MetricTable, names: readonly string[]): MetricTable {
  const { scores, curves = {}, ...plain } = table.toJSON();
  const some = <T>(rows: Readonly<Record<string, T>>) =>
    Object.fromEntries(names.filter((name) => name in rows).map((name) => [name, rows[name]]));
  return MetricTable.fromJSON({ ...plain, scores: some(scores), curves: some(curves) });
}
