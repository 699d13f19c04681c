import { MetricTable } from 'xai-metrics';
import { learned } from 'xai-metrics/networks';
import { plotTable } from 'xai-metrics/plots';
import { short } from 'xai-recipes';
import { heading, paragraph, tableOf } from '../html';
import type { JudgedCase } from './judge-cases';

/** What a method must be better than. */
const baselines = ['random', 'edges', 'input'];
const massName = 'ImportanceMassAccuracy';

/** How often a method found the truth: on how many cases it is better than every baseline, of those that it explains and whose model has learned. */
export interface Trust {
  readonly method: string;
  readonly won: number;
  readonly of: number;
}

/** The methods, those that find the truth most often first. */
export function trustOf(cases: readonly JudgedCase[]): Trust[] {
  const fair = cases.filter(({ accuracy }) => accuracy >= learned);
  return methodsOf(cases)
    .map((method) => {
      const own = fair.filter(({ table }) => table.analyzers.includes(method));
      return {
        method,
        won: own.filter(({ table }) => table.beats(method, baselines, massName)).length,
        of: own.length,
      };
    })
    .sort((one, other) => share(other) - share(one));
}

const share = ({ won, of }: Trust) => (of === 0 ? 0 : won / of);

/** In lines, for a terminal. */
export function trustLines(cases: readonly JudgedCase[]): string[] {
  return trustOf(cases).map(
    ({ method, won, of }) =>
      `${method} finds what is known in ${won} of ${of} cases, better than chance, edges and the input itself.`,
  );
}

/** The importance mass on the truth: a panel a case, a row a method. */
export function truthPicture(cases: readonly JudgedCase[]): string {
  return plotTable(massOf(cases)).toSVG({ width: 900 });
}

/** The chapter of a report: a picture, a table of each metric, and how often which method found the truth. */
export function truthSection(cases: readonly JudgedCase[]): string {
  const said = `Samples were made of which it is known what tells their class, and networks were trained on them. ImportanceMassAccuracy is the share of an explanation's magnitudes on what is known. Bold: better than random, edges and input, beyond chance (paired bootstrap over the samples, 5 %). A network that reads less than ${100 * learned} % of other samples right has not learned, and does not count.`;
  const trust = trustOf(cases).map(({ method, won, of }) => [method, `${won} of ${of}`]);
  const metrics = [...new Set(cases.flatMap(({ table }) => table.metrics.map(({ name }) => name)))];
  return [
    heading('Where the truth is known'),
    paragraph(said),
    tableOf(['', 'cases in which it finds the truth'], trust),
    truthPicture(cases),
    ...metrics.map((metric) => `<h3>${metric} ↑</h3>\n${scoresBy(metric, cases)}`),
  ].join('\n');
}

function scoresBy(metric: string, all: readonly JudgedCase[]): string {
  const cases = all.filter(({ table }) => table.metrics.some(({ name }) => name === metric));
  const methods = [...methodsOf(cases), ...baselines];
  const rows = cases.map(({ name, accuracy, table }) => [
    name,
    `${Math.round(100 * accuracy)} %`,
    ...methods.map((method) => {
      if (!table.analyzers.includes(method)) return '';
      const text = short(table.summary(method, metric).mean);
      return !baselines.includes(method) && table.beats(method, baselines, metric) ? { strong: text } : text;
    }),
  ]);
  return tableOf(['', 'right, of other samples', ...methods], rows);
}

/** One table of all cases: each is a column, as a metric is elsewhere. */
function massOf(cases: readonly JudgedCase[]): MetricTable {
  const metrics = cases.map(({ name }) => ({ name, category: 'truth', better: 'high' }) as const);
  const rowOf = (method: string) =>
    cases.map(({ name, table }) => {
      const nothing = new Float64Array(table.size).fill(Number.NaN);
      return [name, table.analyzers.includes(method) ? table.values(method, massName) : nothing] as const;
    });
  const rows = [...methodsOf(cases), ...baselines].map((method) => [method, Object.fromEntries(rowOf(method))]);
  return new MetricTable(metrics, Object.fromEntries(rows));
}

function methodsOf(cases: readonly JudgedCase[]): string[] {
  const names = new Set(cases.flatMap(({ table }) => table.analyzers));
  return [...names].filter((name) => !baselines.includes(name));
}
