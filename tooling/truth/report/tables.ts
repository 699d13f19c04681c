import { markdownTable } from '../../bench/report/markdown-table';
import type { Chapter } from '../studies/study';
import { baselines, beats, hasLearned, type Judged, meanOf, methodsIn, truthMetric } from './judged';

const number = (value: number) => (Number.isNaN(value) ? '-' : value.toFixed(2));
const unique = (names: readonly string[]) => [...new Set(names)];

const planted: readonly Chapter[] = ['tetrominoes', 'large tetrominoes', 'tables', 'words', 'series', 'decoys'];

/** Which method found the truth where: on how many it beat every baseline. */
export function trust(all: readonly Judged[]): string {
  const chapters = planted.filter((chapter) => all.some((one) => one.chapter === chapter));
  const digits = all.find(({ study }) => study === 'digits');
  const anew = all.find(({ study }) => study === 'digits, explained anew');
  const names = unique(all.flatMap(methodsIn));
  const rows = names.map((name) => {
    const counts = chapters.map((chapter) => {
      const own = all.filter((one) => one.chapter === chapter && hasLearned(one) && one.table.analyzers.includes(name));
      return { won: own.filter((one) => beats(one, name)).length, of: own.length };
    });
    const of = counts.reduce((sum, one) => sum + one.of, 0);
    const share = of === 0 ? 0 : counts.reduce((sum, one) => sum + one.won, 0) / of;
    const has = (judged: Judged | undefined) => judged?.table.analyzers.includes(name);
    const mean = (judged: Judged | undefined, metric: string) =>
      has(judged) ? number(meanOf(judged!, name, metric)) : '-';
    const gap = has(digits) ? number(meanOf(digits!, name, 'Insertion') - meanOf(digits!, name, 'Deletion')) : '-';
    const cells = counts.map(({ won, of: all }) => (all === 0 ? '-' : `${won} of ${all}`));
    return { share, row: [name, ...cells, gap, mean(anew, 'MPRT'), mean(anew, 'MaxSensitivity')] };
  });
  rows.sort((one, other) => other.share - one.share);
  const head = ['method', ...chapters, 'digits: insertion - deletion', 'MPRT', 'MaxSensitivity'];
  return markdownTable(
    head,
    rows.map(({ row }) => row),
  );
}

/** A metric on the benchmarks of a chapter, by one model: a row a method; bold is what beats every baseline. */
export function scores(all: readonly Judged[], metric = truthMetric): string {
  const names = unique(all.flatMap(({ table }) => table.analyzers));
  const ordered = [
    ...names.filter((name) => !baselines.includes(name)),
    ...baselines.filter((one) => names.includes(one)),
  ];
  const cell = (judged: Judged, name: string) => {
    if (!judged.table.analyzers.includes(name)) return '-';
    const said = number(meanOf(judged, name, metric));
    return !baselines.includes(name) && beats(judged, name, metric) ? `**${said}**` : said;
  };
  const rows = ordered.map((name) => ({ name, cells: all.map((judged) => cell(judged, name)) }));
  const accuracies = ['*accuracy*', ...all.map(({ accuracy }) => accuracy.toFixed(2))];
  return markdownTable(
    ['method', ...all.map(({ study, model }) => (model === study ? study : `${study}, ${model}`))],
    [accuracies, ...rows.map(({ name, cells }) => [name, ...cells])],
  );
}

/** All metrics of one table. */
export function allMetrics(judged: Judged): string {
  const { table } = judged;
  const names = [...table.analyzers].sort((a, b) => Number(baselines.includes(a)) - Number(baselines.includes(b)));
  const cell = (name: string, metric: string) => {
    const missing = table.values(name, metric).filter(Number.isNaN).length;
    const said = number(meanOf(judged, name, metric));
    return missing > 0 ? `${said} (${missing} undefined)` : said;
  };
  return markdownTable(
    ['method', ...table.metrics.map(({ name, better }) => `${name} ${better === 'low' ? '↓' : '↑'}`)],
    names.map((name) => [name, ...table.metrics.map((metric) => cell(name, metric.name))]),
  );
}
