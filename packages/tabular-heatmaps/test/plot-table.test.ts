import '@tensorflow/tfjs-backend-cpu';
import { tensor2d } from '@tensorflow/tfjs-core';
import { array, assert, constantFrom, double, property, string, tuple } from 'fast-check';
import { Explanation, IndexError, ShapeError, ValueError } from 'xai-base';
import { expectWellFormed } from '../../../tooling/jest/well-formed';
import { type DrawableTable, plotBeeswarm, plotDecision, plotDependence, plotEffect, plotImportance } from '../src';

const names = ['age', 'income', 'rooms'];
const attributions = [
  [1, -2, 0],
  [-1, 4, 0.5],
  [0, -6, 0.5],
];
const values = [
  [30, 100, 1],
  [20, 900, 2],
  [25, 500, 3],
];

const explain = (rows = attributions, extras: Record<string, unknown> = { expectedValue: rows.map(() => 3) }) =>
  new Explanation({
    val: tensor2d(rows),
    input: tensor2d(values.slice(0, rows.length)),
    output: tensor2d(rows.map((row) => [0, row.reduce((sum, one) => sum + one, 3)])),
    outputSelection: rows.map(() => 1),
    analyzer: 'KernelSHAP',
    heatmap: 'attribution',
    extras,
  });

/** The x of each dot of the features, from top to bottom. */
function swarms(svg: string): number[][] {
  return Array.from(svg.matchAll(/<g data-feature="\d+">.*?<\/g>/g), ([group]) =>
    Array.from(group.matchAll(/M([-\d.]+) [-\d.]+h0/g), ([, x]) => Number(x)),
  );
}

/** The points of each row's line. */
function paths(svg: string): number[][] {
  return Array.from(svg.matchAll(/<g data-row="\d+">.*?<path d="M([^"]+)"/g), ([, d]) =>
    d.split('L').map((point) => Number(point.split(' ')[0])),
  );
}

const number = double({ min: -1e9, max: 1e9, noNaN: true });
const tables = array(tuple(number, number, number), { minLength: 1, maxLength: 20 });
const kinds: Record<string, (table: DrawableTable, words: string[]) => string> = {
  beeswarm: (table, words) => plotBeeswarm(table, words, { numFeatures: 2, title: words[0] }).toSVG(),
  importance: (table, words) => plotImportance(table, words, { numFeatures: 2, title: words[0] }).toSVG(),
  decision: (table, words) => plotDecision(table, words, { expectedValue: 1, title: words[0] }).toSVG(),
  dependence: (table, words) => plotDependence(table, 0, words, { title: words[0] }).toSVG(),
};

describe('laws', () => {
  test('whatever the table, the picture is well-formed and the same each time', () => {
    const words = tuple(string({ unit: 'binary' }), string({ unit: 'binary' }), string({ unit: 'binary' }));
    assert(
      property(tables, words, constantFrom(...Object.keys(kinds)), (rows, names, kind) => {
        const data = Float32Array.from(rows.flat());
        const plain = { shape: [rows.length, 3], dtype: 'float32' as const, data };
        const table = { val: plain, input: plain, heatmap: 'attribution' as const };
        const svg = kinds[kind](table, names);
        expectWellFormed(svg);
        expect(svg).not.toMatch(/NaN|Infinity|undefined/);
        expect(kinds[kind](table, names)).toBe(svg);
      }),
    );
  });

  test('features are ranked by their mean absolute attribution, and it is that of each', () => {
    assert(
      property(tables, (rows) => {
        const table = { val: tensor2d(rows), heatmap: 'attribution' as const };
        const { importances } = plotBeeswarm(table);
        const stored = table.val.arraySync();
        table.val.dispose();
        for (const { name, value } of importances) {
          const column = Number(name.slice(-1));
          const mean = stored.reduce((sum, row) => sum + Math.abs(row[column]), 0) / rows.length;
          expect(value).toBeCloseTo(mean, 6 - Math.ceil(Math.log10(1 + mean)));
        }
        const sizes = importances.map(({ value }) => value);
        expect(sizes).toEqual(sizes.toSorted((a, b) => b - a));
      }),
    );
  });

  test('several explanations are drawn as one of all their rows', () => {
    using whole = explain();
    using head = explain(attributions.slice(0, 1));
    const tail = { val: tensor2d(attributions.slice(1)), input: tensor2d(values.slice(1)) };
    using rest = new Explanation({ ...tail, output: tensor2d([[0, 6.5], [0, -2.5]]), outputSelection: [1, 1], analyzer: 'KernelSHAP', heatmap: 'attribution', extras: { expectedValue: [3, 3] } }); // biome-ignore format: one idea
    for (const draw of [plotBeeswarm, plotImportance, plotDecision])
      expect(draw([head, rest], names).toSVG()).toBe(draw(whole, names).toSVG());
  });
});

describe('a beeswarm', () => {
  test('has a dot a row, placed by the attribution', () => {
    using explanation = explain();
    const { importances, toSVG } = plotBeeswarm(explanation, names, { numFeatures: 2 });
    expect(importances[0]).toEqual({ name: 'income', value: 4 });
    const [income, age] = swarms(toSVG());
    // a unit is as wide in both lines, and zero is at the same place: up to half a pixel, as places are in tenths of one
    const unit = (Math.max(...income) - Math.min(...income)) / 10;
    expect(Math.max(...age) - Math.min(...age)).toBeCloseTo(2 * unit, 0);
    expect(Math.min(...income) + 6 * unit).toBeCloseTo(Math.min(...age) + unit, 0);
  });

  test('adds up the other features row by row', () => {
    using explanation = explain();
    const { importances, toSVG } = plotBeeswarm(explanation, names, { numFeatures: 1 });
    expect(importances[1].name).toBe('2 other features');
    expect(importances[1].value).toBeCloseTo((1 + 0.5 + 0.5) / 3, 6); // |1 + 0|, |-1 + 0.5|, |0 + 0.5|
    expect(swarms(toSVG())[1]).toHaveLength(3);
  });

  test('colours low values blue and high ones orange; missing ones are pale', () => {
    const table = {
      val: tensor2d([[1], [2], [3]]),
      input: tensor2d([[0], [Number.NaN], [9]]),
      heatmap: 'attribution' as const,
    };
    const svg = plotBeeswarm(table).toSVG();
    expect(svg).toMatch(/<path d="M[^M]*h0" stroke="#2b8cde"/);
    expect(svg).toMatch(/<path d="M[^M]*h0" stroke="currentColor" stroke-opacity="0.4"/);
    expect(svg).toMatch(/<path d="M[^M]*h0" stroke="#e66100"/);
    expect(svg).toContain('>value of the feature: low<');
    table.val.dispose();
    table.input.dispose();
  });

  test('has no colours where nothing is known of the values', () => {
    const val = tensor2d([[1, 2]]);
    expect(plotBeeswarm({ val, heatmap: 'attribution' }).toSVG()).not.toContain('value of the feature');
    val.dispose();
  });
});

describe('decisions', () => {
  test('lead from the expected value to the output', () => {
    using explanation = explain();
    const svg = plotDecision(explanation, names).toSVG();
    for (const words of ['row 0: from 3 to 2', 'row 1: from 3 to 6.5', 'row 2: from 3 to −2.5'])
      expect(svg).toContain(words);
    const drawn = paths(svg);
    // to half a pixel, as places are in tenths of one: all begin at one place; in the first row the steps are 0, 1 and -2, from the least important feature on
    expect(new Set(drawn.map(([start]) => start)).size).toBe(1);
    const [first] = drawn;
    const unit = first[2] - first[1];
    expect(first[1]).toBe(first[0]);
    expect(first[3] - first[2]).toBeCloseTo(-2 * unit, 0);
  });

  test('need a beginning, and rows that there are', () => {
    using explanation = explain(attributions, {});
    expect(() => plotDecision(explanation)).toThrow(ValueError);
    expect(() => plotDecision(explanation, names, { expectedValue: 1, highlight: [3] })).toThrow(/rows, 0 to 2/);
    expect(plotDecision(explanation, names, { expectedValue: 1, highlight: [1] }).toSVG()).toContain(
      'stroke-width="2.5"',
    );
  });
});

describe('dependence', () => {
  test('is coloured by the strongest interaction, or as asked', () => {
    using explanation = explain();
    expect(plotDependence(explanation, 'age', names, { colorBy: 'rooms' }).colorBy).toBe('rooms');
    expect(plotDependence(explanation, 0, names, { colorBy: 1 }).colorBy).toBe('income');
    expect(plotDependence(explanation, 0, names, { colorBy: null }).colorBy).toBeUndefined();
  });

  test('has a dot a row: value to the right, attribution upwards', () => {
    using explanation = explain();
    const svg = plotDependence(explanation, 'age', names, { colorBy: null }).toSVG();
    const [[dots]] = svg.matchAll(/M[-\d.]+ [-\d.]+h0(?:M[-\d.]+ [-\d.]+h0)*/g);
    const [thirty, twenty, middle] = dots.match(/M[^h]+/g)!.map((dot) => dot.slice(1).split(' ').map(Number));
    // to half a pixel, as places are in tenths of one
    expect(middle[0]).toBeCloseTo((thirty[0] + twenty[0]) / 2, 0);
    expect(thirty[0]).toBeGreaterThan(twenty[0]);
    expect(thirty[1]).toBeLessThan(twenty[1]);
  });

  test('needs a feature that is there, and inputs', () => {
    using explanation = explain();
    expect(() => plotDependence(explanation, 'ages', names)).toThrow(/'age'\?/);
    expect(() => plotDependence(explanation, 3, names)).toThrow(IndexError);
    const val = tensor2d([[1, 2]]);
    expect(() => plotDependence({ val, heatmap: 'attribution' }, 0)).toThrow(/hold their inputs/);
    val.dispose();
  });
});

describe('an effect', () => {
  test('is a line an output', () => {
    const svg = plotEffect({ grid: [0, 1, 3], outputs: [[0, 5], [1, 5], [3, 5]] }, { rug: [0, Number.NaN, 2] }).toSVG(); // biome-ignore format: one idea
    const lines = Array.from(svg.matchAll(/data-output="\d"><title>[^<]*<\/title><path d="M([^"]+)"/g), ([, d]) =>
      d.split('L').map((point) => point.split(' ').map(Number)),
    );
    const [[a, b, c], flat] = lines;
    expect((c[1] - a[1]) / (b[1] - a[1])).toBeCloseTo(3, 1);
    expect((c[0] - a[0]) / (b[0] - a[0])).toBeCloseTo(3, 1);
    expect(new Set(flat.map(([, y]) => y)).size).toBe(1);
    expect(svg.match(/v-7/g)).toHaveLength(2);
  });

  test('that is none is an error', () => {
    expect(() => plotEffect({ grid: [0, 1], outputs: [[1]] })).toThrow(ShapeError);
    expect(() => plotEffect({ grid: [], outputs: [] })).toThrow(ValueError);
    expect(() => plotEffect({ grid: [0], outputs: [[Number.NaN]] })).toThrow(/finite/);
    expect(() => plotEffect({ grid: [0], outputs: [[1]] }, { outputs: [1] })).toThrow(/0 to 0/);
    expect(() => plotEffect({ grid: [0], outputs: [[1]] }, { outputNames: [] })).toThrow(/1 names/);
  });
});

test('groups of columns are features; their names may be given a column', () => {
  using explanation = explain(attributions, { groups: attributions.map(() => [[0, 2], [1]]), featureValues: [[1, -2], [-0.5, 4], [0.5, -6]] }); // biome-ignore format: one idea
  const { importances } = plotBeeswarm(explanation, names);
  expect(importances).toEqual([
    { name: 'income', value: 4 },
    { name: 'age + rooms', value: 2 / 3 },
  ]);
});

test('errors: other features, no rows, an option that there is not', () => {
  using explanation = explain();
  const val = tensor2d([[1, 2]]);
  expect(() => plotBeeswarm([explanation, { val, heatmap: 'attribution' }])).toThrow(/Row 3 of explanations/);
  expect(() => plotBeeswarm([])).toThrow(ShapeError);
  expect(() => plotBeeswarm(explanation, ['age'])).toThrow(ShapeError);
  expect(() => plotBeeswarm(explanation, names, { numFeature: 3 } as never)).toThrow(/numFeatures/);
  expect(() => plotBeeswarm(explanation, names, { colormap: 'nothing' })).toThrow(ValueError);
  expect(() => plotBeeswarm(explanation, names).toSVG({ width: 10 })).toThrow(ValueError);
  val.dispose();
});
