import { formatNumber, rangeOf } from 'svg-plots';
import type { DrawnSeries } from './drawn-series';

/** The picture in words, for those who cannot see it. */
export function summary({ lines, values, title, colorLabel, featureNames, times }: DrawnSeries): string {
  const [low, high] = rangeOf(values.flat()).map((value) => formatNumber(value));
  const strengths = values.map((row) => row.map(Math.abs));
  const [, most] = rangeOf(strengths.flat());
  const channel = strengths.findIndex((row) => row.includes(most));
  const at = `at ${formatNumber(times[strengths[channel].indexOf(most)], 12)}`;
  const where = values.length > 1 ? `${at} of ${featureNames[channel]}` : at;
  const missing = lines.flat().filter(Number.isNaN).length;
  const gaps = missing > 0 ? `, ${missing} values missing` : '';
  const size = `${lines.length} ${lines.length === 1 ? 'channel' : 'channels'}, ${lines[0].length} time steps${gaps}`;
  const start = title ? `${title}: time series` : 'Time series';
  return `${start} (${size}) coloured by ${colorLabel || 'values'} from ${low} to ${high}, farthest from zero ${where}.`;
}
