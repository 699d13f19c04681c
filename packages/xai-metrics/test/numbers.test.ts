import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expectWithin } from '../../../tooling/jest/conformance';
import { earthMoversDistance, kendall, rocAuc, spearman, structuralSimilarity } from '../src/index';
import { pearson } from '../src/numbers/pearson';
import { fixtures, type Stored, valuesOf } from './support/fixtures';

interface FunctionCase {
  readonly id: string;
  readonly function: string;
  readonly args: Record<string, Stored> & { window?: number };
  readonly expected: number | Stored;
  readonly rtol: number;
  readonly atol: number;
}

const { cases } = JSON.parse(readFileSync(path.join(fixtures, 'functions.json'), 'utf8')) as { cases: FunctionCase[] };

const computed: Record<string, (args: FunctionCase['args']) => number[]> = {
  pearson: ({ a, b }) => [pearson(valuesOf(a), valuesOf(b))],
  spearman: ({ a, b }) => [spearman(valuesOf(a), valuesOf(b))],
  kendall: ({ a, b }) => [kendall(valuesOf(a), valuesOf(b))],
  ssim: ({ a, b, window }) => [structuralSimilarity(planeOf(a), planeOf(b), window)],
  rocAuc: ({ scores, inside }) => [rocAuc(valuesOf(scores), valuesOf(inside))],
  emdScore({ mask, attribution }) {
    const [height, width] = mask.shape;
    const cost = (a: number, b: number) =>
      Math.hypot((a % width) - (b % width), Math.floor(a / width) - Math.floor(b / width));
    const distance = earthMoversDistance(valuesOf(mask), valuesOf(attribution).map(Math.abs), cost);
    return [1 - distance / Math.sqrt(2 * height * width), 1 - distance / Math.hypot(height - 1, width - 1)];
  },
  importanceMassAccuracy({ mask, attribution }) {
    const inside = valuesOf(mask);
    const magnitudes = Array.from(valuesOf(attribution), Math.abs);
    const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);
    return [sum(magnitudes.map((value, k) => value * inside[k])) / sum(magnitudes)];
  },
};

test.each(cases)('$id', (one) => {
  const got = computed[one.function](one.args);
  const expected = typeof one.expected === 'number' ? [one.expected] : Array.from(valuesOf(one.expected));
  const isDefined = expected.map((value) => !Number.isNaN(value));
  expect(got.map((value) => !Number.isNaN(value))).toEqual(isDefined);
  const defined = (values: readonly number[]) => values.filter((_, k) => isDefined[k]);
  expectWithin(defined(got), defined(expected), one);
});

test('the earth mover takes the cheaper of two ways round', () => {
  const line = (a: number, b: number) => Math.abs(a - b);
  expect(earthMoversDistance([1, 1, 0], [0, 1, 1], line)).toBeCloseTo(1, 12);
  expect(earthMoversDistance([4, 0, 0, 0], [1, 1, 1, 1], line)).toBeCloseTo(1.5, 12);
  expect(earthMoversDistance([0, 0], [1, 1], line)).toBeNaN();
  const square = (a: number, b: number) => (a - b) ** 2; // far moves cost more: the order stays
  expect(earthMoversDistance([1, 1, 0, 0], [0, 0, 1, 1], square)).toBeCloseTo(4, 12);
});

function planeOf(image: Stored) {
  const [height, width] = image.shape;
  return { values: valuesOf(image), height, width };
}
