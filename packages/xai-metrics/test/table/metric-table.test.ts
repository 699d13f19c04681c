import { RandomStream, ValueError } from 'xai-base';
import { MetricTable } from '../../src/index';
import { CurveMoments } from '../../src/table/curve-moments';

const columns = [
  { name: 'Deletion', category: 'faithfulness', better: 'low' },
  { name: 'Gini | index', category: 'complexity', better: 'high' },
] as const;

const table = new MetricTable(columns, {
  LRP: { Deletion: [1, 2, 3, Number.NaN], 'Gini | index': [1, 1, 1, 1] },
  Random: { Deletion: [2, 2, 5, 7], 'Gini | index': [Number.NaN, Number.NaN, Number.NaN, Number.NaN] },
});

test('undefined scores are left out of the mean, and counted', () => {
  const { mean, count, undefined: missing, better, low, high } = table.summary('LRP', 'Deletion');
  expect({ mean, count, missing, better }).toEqual({ mean: 2, count: 3, missing: 1, better: 'low' });
  expect(low).toBeLessThan(2);
  expect(high).toBeGreaterThan(2);
  const nothing = table.summary('Random', 'Gini | index');
  expect(nothing).toEqual({ mean: NaN, low: NaN, high: NaN, count: 0, undefined: 4, better: 'high' });
});

test('a comparison is of the samples on which both are defined, and changes its sign with the sides', () => {
  const there = table.compare('LRP', 'Random', 'Deletion');
  const back = table.compare('Random', 'LRP', 'Deletion');
  expect(there).toMatchObject({ difference: -1, winRate: 2.5 / 3, count: 3 });
  expect(back).toMatchObject({ difference: 1, winRate: 0.5 / 3, count: 3 });
  expect(back.low).toBeCloseTo(-there.high, 12);
  expect(table.compare('LRP', 'LRP', 'Deletion')).toMatchObject({ difference: 0, winRate: 0.5, pValue: 1 });
  expect(table.compare('LRP', 'Random', 'Gini | index').count).toBe(0);
});

test('is written as Markdown and as JSON', () => {
  const [head, line, lrp, random] = table.toMarkdown({ seed: 1 }).trim().split('\n');
  expect(head).toBe('| method | Deletion ↓ | Gini \\| index ↑ |');
  expect(line).toBe('| --- | ---: | ---: |');
  expect(lrp).toMatch(/^\| LRP \| 2 \[1.*, 1 undefined \| 1 \[1, 1\] \|$/);
  expect(random).toContain('| undefined |');
  const { metrics, scores } = JSON.parse(JSON.stringify(table));
  expect(metrics).toEqual(columns);
  expect(scores.LRP.Deletion).toEqual([1, 2, 3, null]);
});

test('tables of parts of the samples, and of other methods, make one', () => {
  const part = (name: string, values: number[]) => new MetricTable([columns[0]], { [name]: { Deletion: values } });
  const both = part('LRP', [1, 2]).merge(part('LRP', [3]));
  expect(Array.from(both.values('LRP', 'Deletion'))).toEqual([1, 2, 3]);
  const beside = both.merge(part('Random', [4, 5, 6]));
  expect(beside.analyzers).toEqual(['LRP', 'Random']);
  expect(beside.compare('LRP', 'Random', 'Deletion').difference).toBe(-3);
  expect(() => both.merge(part('Random', [4]))).toThrow('expected 3');
  expect(() => beside.merge(part('LRP', [4, 5, 6]))).toThrow(ValueError);
  expect(() => table.merge(both)).toThrow(ValueError);
  expect(() => table.curve('LRP', 'Deletion')).toThrow('such as Deletion');
});

test('the curve of parts is that of the whole, as are its ends', () => {
  const stream = new RandomStream(3);
  const curves = Array.from({ length: 9 }, () => Float64Array.from({ length: 5 }, () => stream.normal()));
  const of = (some: Float64Array[]) =>
    new MetricTable(
      [columns[0]],
      { LRP: { Deletion: some.map(([first]) => first) } },
      { LRP: { Deletion: CurveMoments.of(some) } },
    );
  const whole = of(curves).curve('LRP', 'Deletion');
  const parts = of(curves.slice(0, 2))
    .merge(of(curves.slice(2)))
    .curve('LRP', 'Deletion');
  expect(parts.count).toBe(9);
  whole.mean.forEach((mean, point) => {
    const values = curves.map((curve) => curve[point]);
    const byHand = values.reduce((sum, value) => sum + value, 0) / 9;
    const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - byHand) ** 2, 0) / 8);
    expect(mean).toBeCloseTo(byHand, 12);
    expect(whole.high[point] - mean).toBeCloseTo((1.96 * deviation) / 3, 12);
    expect(parts.mean[point]).toBeCloseTo(mean, 12);
    expect(parts.low[point]).toBeCloseTo(whole.low[point], 12);
  });
});

test('names that are not there, and settings that are none, are refused', () => {
  expect(() => table.summary('LRR', 'Deletion')).toThrow('did you mean LRP?');
  expect(() => table.values('LRP', 'Insertion')).toThrow(ValueError);
  expect(() => table.compare('LRP', 'Other', 'Deletion')).toThrow(ValueError);
  expect(() => table.summary('LRP', 'Deletion', { level: 95 })).toThrow(ValueError);
  expect(() => table.summary('LRP', 'Deletion', { resamples: 0 })).toThrow(ValueError);
});

describe('over many data sets', () => {
  const stream = new RandomStream(1);
  const sets = Array.from({ length: 400 }, () => {
    const values = Float64Array.from({ length: 60 }, () => 1 + stream.normal());
    const others = Float64Array.from({ length: 60 }, () => 1 + stream.normal());
    return new MetricTable([columns[0]], { One: { Deletion: values }, Other: { Deletion: others } });
  });
  const options = { resamples: 400 };

  test('the interval holds the true mean as often as it says', () => {
    for (const level of [0.8, 0.95]) {
      const holds = sets.filter((one) => {
        const { low, high } = one.summary('One', 'Deletion', { ...options, level });
        return low <= 1 && 1 <= high;
      });
      expect(Math.abs(holds.length / sets.length - level)).toBeLessThan(0.04);
    }
  });

  test('where there is no difference, a p-value below 5 % is as rare as that', () => {
    const found = sets.filter((one) => one.compare('One', 'Other', 'Deletion', options).pValue < 0.05);
    expect(Math.abs(found.length / sets.length - 0.05)).toBeLessThan(0.03);
  });
});

test('a method beats others when it is better than the best of them on most samples, whichever way is better', () => {
  const around = (middle: number) => Array.from({ length: 30 }, (_, k) => middle + Math.sin(5 * k));
  const scores = Object.fromEntries(
    Object.entries({ LRP: 1, Alike: 3, Edges: 3, Random: 9 }).map(([name, middle]) => [
      name,
      {
        Deletion: around(middle).map((value) => (name === 'Alike' ? 6 - value : value)),
        'Gini | index': around(-middle),
      },
    ]),
  );
  const of = new MetricTable(columns, scores);
  const baselines = ['Random', 'Edges', 'input'];
  for (const { name } of columns) {
    expect(of.best(baselines, name)).toBe('Edges');
    expect([of.beats('LRP', baselines, name), of.beats('Random', baselines, name)]).toEqual([true, false]);
    expect(of.beats('Edges', baselines, name)).toBe(false);
  }
  expect(of.beats('Alike', baselines, 'Deletion')).toBe(false);
  expect(table.best(['Random'], 'Gini | index')).toBeUndefined();
});
