import { printable } from 'xai-base';
import { short } from 'xai-recipes';
import { shortened } from './shortened';

const LEAST_SIDE = 4;
const MOST_SIDE = 20;

/** How a chart is laid out. */
export interface BarChartOptions {
  /** How many characters a line has. */
  readonly columns: number;
  /** How many bars there are at most: the longest ones. */
  readonly most: number;
}

/**
 * Bars of text, the longest first: to the right what is above zero, to the left what is below.
 *
 * @param labels one a value
 */
export function barChart(
  labels: readonly string[],
  values: readonly number[],
  { columns, most }: BarChartOptions,
): string {
  const names = labels.map((label) => printable(shortened(label)));
  const order = [...values.keys()].sort((a, b) => Math.abs(values[b]) - Math.abs(values[a])).slice(0, most);
  const numbers = order.map((at) => (values[at] > 0 ? '+' : '') + short(values[at]));
  const labelWidth = Math.max(...order.map((at) => names[at].length));
  const numberWidth = Math.max(...numbers.map(({ length }) => length));
  const side = Math.min(MOST_SIDE, Math.max(LEAST_SIDE, Math.floor((columns - labelWidth - numberWidth - 6) / 2)));
  const longest = Math.abs(values[order[0]]) || 1;
  const lines = order.map((at, row) => {
    const bar = '█'.repeat(Math.round((side * Math.abs(values[at])) / longest));
    const [left, right] = values[at] < 0 ? [bar, ''] : ['', bar];
    const label = names[at].padEnd(labelWidth);
    return `${label}  ${left.padStart(side)}│${right.padEnd(side)}  ${numbers[row].padStart(numberWidth)}\n`;
  });
  return lines.join('');
}
