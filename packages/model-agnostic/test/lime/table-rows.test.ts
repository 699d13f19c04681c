import '@tensorflow/tfjs-backend-cpu';
import { tensor1d, tensor2d } from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { analyze, RandomStream } from 'xai-base';
import { explainTabular, LIME, type LIMESettings } from '../../src';
import { binName } from '../../src/lime/neighbors/names';
import { findOneHot } from '../../src/tables/one-hot';
import { extrasOf } from '../support/fixtures';
import { WatchedRows } from '../support/row-model';

/** What LIME finds for a row, and the neighbours that the model saw. */
async function neighboursOf(
  row: Parameters<typeof explainTabular>[1],
  trainingData: number[][],
  settings: LIMESettings = {},
  output: (row: number[]) => number = ([first]) => first,
) {
  const model = new WatchedRows(output);
  const options = { method: 'LIME', mode: 'regression', samples: 300, seed: 1, ...settings, trainingData } as const;
  const [explanation] = await explainTabular(model.call, row, options);
  const { featureValues, localPrediction } = extrasOf(explanation);
  const names = explanation.extras?.featureNames as string[][];
  explanation.dispose();
  return { rows: model.rows.slice(1), values: featureValues[0], prediction: localPrediction[0], names: names[0] };
}

describe('a bin is called', () => {
  it('with as many digits as tell its borders apart', async () => {
    const trainingData = Array.from({ length: 80 }, (_, row) => [0.0001 * (row % 10), 100000 + 1000 * (row % 9)]);
    const featureNames = ['leak', 'salary'];
    const names = async (row: number[]) => (await neighboursOf(row, trainingData, { featureNames })).names;
    expect(await names([0.0003, 103000])).toEqual(['0.00020 < leak <= 0.00045', '102000.00 < salary <= 104000.00']);
    expect(await names([0.0005, 103000])).toEqual(['0.00045 < leak <= 0.00070', '102000.00 < salary <= 104000.00']);
  });

  it('otherwise than every other bin of its column', () => {
    const border = fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.double({ min: -1e-4, max: 1e-4 }));
    fc.assert(
      fc.property(fc.uniqueArray(border, { minLength: 1, maxLength: 8 }), (given) => {
        const borders = [...new Set(given.map((value) => value + 0))].sort((a, b) => a - b);
        const names = [...borders, 0].map((_, bin) => binName('x', bin, borders));
        expect(new Set(names).size).toBe(names.length);
      }),
    );
    expect(binName('x', 0, [0.00004])).toBe('x <= 0.000040');
    expect(binName('x', 1, [0, 2.5])).toBe('0.00 < x <= 2.50');
  });
});

describe('a category is called', () => {
  it('by its name where it has one, else by its number in few digits', async () => {
    const trainingData = Array.from({ length: 20 }, (_, row) => [row % 2, 0.1 + (row % 3)]);
    const featureNames = ['colour', 'size'];
    const categoryNames = { 0: ['red', 'green'], 1: { 2.1: 'large' } };
    const settings = { categorical: [0, 1], featureNames };
    expect((await neighboursOf([1, 0.1], trainingData, settings)).names).toEqual(['colour=1', 'size=0.1']);
    expect((await neighboursOf([1, 0.1], trainingData, { ...settings, categoryNames })).names).toEqual([
      'colour=green',
      'size=0.1',
    ]);
  });
});

describe('neighbours of whole numbers', () => {
  const trainingData = Array.from({ length: 200 }, (_, row) => [row % 10, (row * 7) % 11]);

  it('are whole numbers of the bins that were drawn, not cut towards 0', async () => {
    const row = tensor1d([8, 2], 'int32');
    const { rows, prediction } = await neighboursOf(row, trainingData, { samples: 3000 });
    row.dispose();
    const mean = rows.reduce((sum, [first]) => sum + first, 0) / rows.length;
    expect(Math.abs(mean - 4.5)).toBeLessThan(0.2);
    for (const [first, second] of rows) {
      expect([first, second]).toEqual([Math.round(first), Math.round(second)]);
      expect(first).toBeGreaterThanOrEqual(0);
      expect(first).toBeLessThanOrEqual(9);
    }
    expect(Math.abs(prediction - 8.5)).toBeLessThan(0.25); // its bin holds 8 and 9
  });

  it('are rounded where there are no bins, and 0 or 1 for rows of truth values', async () => {
    const [numbers, truths] = [tensor1d([8, 2], 'int32'), tensor1d([1, 0, 0], 'bool')];
    const whole = await neighboursOf(numbers, trainingData, { discretizer: 'none', samples: 2000 });
    const mean = whole.rows.reduce((sum, [first]) => sum + first, 0) / whole.rows.length;
    expect(Math.abs(mean - 4.5)).toBeLessThan(0.3);
    const answers = Array.from({ length: 50 }, (_, row) => [row % 2, Number(row % 5 === 0), 1 - (row % 2)]);
    const truth = await neighboursOf(truths, answers, { discretizer: 'none', oneHot: [] });
    expect(new Set(truth.rows.flat())).toEqual(new Set([0, 1]));
    for (const one of [numbers, truths]) one.dispose();
  });
});

describe('columns of one category', () => {
  const random = new RandomStream(5);
  const trainingData = Array.from({ length: 200 }, () => {
    const category = Math.floor(3 * random.uniform() ** 2);
    return [random.normal(), ...[0, 1, 2].map((one) => Number(one === category))];
  });
  const effect = (row: number[]) => row[0] + 5 * row[1] - 5 * row[3];

  it.each([undefined, [[1, 2, 3]]])('are drawn as one, as often as they occur: %j', async (oneHot) => {
    for (const discretizer of ['quartile', 'none'] as const) {
      const settings = { oneHot, discretizer, samples: 2000, featureNames: ['age', 'red', 'green', 'blue'] };
      const { rows, values, names } = await neighboursOf([0, 0, 1, 0], trainingData, settings, effect);
      for (const row of rows) expect(row.slice(1).sort()).toEqual([0, 0, 1]);
      for (const column of [1, 2, 3]) {
        const share = (table: number[][]) => table.reduce((sum, row) => sum + row[column], 0) / table.length;
        expect(Math.abs(share(rows) - share(trainingData))).toBeLessThan(0.05);
      }
      expect(names.slice(1)).toEqual(['red=0', 'green=1', 'blue=0']);
      expect([values[1], values[3]]).toEqual([0, 0]);
      expect(Math.abs(values[2])).toBeGreaterThan(0.5); // green instead of mostly red
    }
  });

  it('are none where the row has no category of them, and are refused where rows of the training data have not', async () => {
    const { names } = await neighboursOf([0, 1, 1, 0], trainingData);
    expect(names[1]).not.toBe('1=1');
    await expect(neighboursOf([0, 1, 0, 0], trainingData, { oneHot: [[1, 2]] })).rejects.toThrow(
      'oneHot is [1, 2]; expected columns of 0 and 1 with exactly one 1 in each row',
    );
    await expect(neighboursOf([0, 1, 0, 0], trainingData, { oneHot: [[1, 2, 3], [3]] })).rejects.toThrow('oneHot is 3');
  });

  it('are found where they are', () => {
    const columns = (rows: number[][]) => rows[0].map((_, column) => rows.map((row) => row[column]));
    const rows = [
      [0, 1, 1, 0, 7, 1, 0, 0, 0, 1],
      [1, 0, 1, 0, 8, 0, 1, 0, 1, 0],
      [1, 1, 0, 1, 9, 0, 0, 1, 1, 0],
    ];
    expect(findOneHot(columns(rows))).toEqual([
      [2, 3],
      [5, 6, 7],
      [8, 9],
    ]);
    expect(findOneHot(columns(rows.map((row) => [...row.slice(2, 4), 1, ...row.slice(2, 4)])))).toEqual([
      [0, 1],
      [3, 4],
    ]);
    expect(findOneHot([])).toEqual([]);
  });
});

describe('training data', () => {
  it('with missing or infinite numbers are refused', async () => {
    const model = new WatchedRows(([first]) => first);
    const input = tensor2d([[0, 0, 0]]);
    for (const wrong of [Number.NaN, Number.POSITIVE_INFINITY]) {
      const trainingData = tensor2d([
        [1, 2, 3],
        [wrong, 0, 0],
      ]);
      for (const missingValues of Number.isNaN(wrong) ? [false] : [false, true]) {
        const analysis = analyze(input, new LIME(model.call, { trainingData, missingValues }));
        await expect(analysis).rejects.toThrow(
          `trainingData holds ${wrong} (row 1, column 0); expected finite numbers`,
        );
      }
      trainingData.dispose();
    }
    input.dispose();
  });

  it('may have more rows than a call has arguments', async () => {
    const trainingData = tensor2d(
      Float32Array.from({ length: 200_000 }, (_, row) => row % 97),
      [200_000, 1],
    );
    const model = new WatchedRows(([first]) => first);
    const options = { method: 'LIME', mode: 'regression', samples: 20, seed: 1, trainingData } as const;
    const [explanation] = await explainTabular(model.call, [5], options);
    explanation.dispose();
    trainingData.dispose();
    expect(model.rows).toHaveLength(21);
  });

  it('may have borders of their own, in ascending order', async () => {
    const rows = Array.from({ length: 10 }, (_, row) => [row]);
    const { names } = await neighboursOf([3], rows, { discretizer: { 0: [2, 5] } });
    expect(names).toEqual(['2.00 < 0 <= 5.00']);
    await expect(neighboursOf([3], rows, { discretizer: { 0: [5, 2] } })).rejects.toThrow('in ascending order');
  });
});
