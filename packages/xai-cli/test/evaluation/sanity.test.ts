import { MetricTable } from 'xai-metrics';
import { sanityLines, sanityOf, sanityQuestions } from '../../src/evaluation/sanity';

const around = (middle: number) => Array.from({ length: 20 }, (_, k) => middle + 0.05 * Math.sin(5 * k));
const columns = [{ name: 'MPRT', category: 'randomisation', better: 'low' }] as const;
const table = new MetricTable(columns, {
  Learned: { MPRT: around(-0.1) },
  Near: { MPRT: around(0.31) },
  Blind: { MPRT: around(0.6) },
  Nothing: { MPRT: new Array(20).fill(Number.NaN) },
});
const failing = (limit?: number) =>
  sanityOf(table, limit)
    .filter(({ fails }) => fails)
    .map(({ method }) => method);

test('a method fails when all of its interval is above the limit, which can be chosen', () => {
  expect(failing()).toEqual(['Blind']); // of Near, the interval reaches below 0.3
  expect(failing(0.2)).toEqual(['Near', 'Blind']);
  expect(failing(0.9)).toEqual([]);
  expect(sanityLines(sanityOf(table, 0.9))).toEqual(['No method fails a sanity check.']);
  expect(sanityQuestions(table, 0.9)).toEqual([['MPRT', expect.stringContaining('at most 0.9')]]);
});
