/** A cell of a table. */
interface Cell {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
  readonly count: number;
  readonly undefined: number;
}

/** A table in Markdown: means with their intervals, and how many samples are undefined. An arrow says which way is better. */
export function markdown(
  analyzers: readonly string[],
  metrics: readonly { readonly name: string; readonly better: 'low' | 'high' }[],
  cell: (analyzer: string, metric: string) => Cell,
): string {
  const head = ['method', ...metrics.map(({ name, better }) => `${name} ${better === 'low' ? '↓' : '↑'}`)];
  const rows = analyzers.map((analyzer) => [analyzer, ...metrics.map(({ name }) => written(cell(analyzer, name)))]);
  const aligned = ['---', ...metrics.map(() => '---:')];
  return [head, aligned, ...rows].map((row) => `| ${row.map(escaped).join(' | ')} |\n`).join('');
}

function written({ mean, low, high, count, undefined: missing }: Cell): string {
  if (count === 0) return 'undefined';
  const interval = `${short(mean)} [${short(low)}, ${short(high)}]`;
  return missing > 0 ? `${interval}, ${missing} undefined` : interval;
}

function short(value: number): string {
  return String(Number(value.toPrecision(4)));
}

function escaped(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}
