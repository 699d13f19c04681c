import '@tensorflow/tfjs-backend-cpu';
import { tensor2d } from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { AbortError, RandomStream } from 'xai-base';
import { explainTabular, type SummarizeOptions, summarize } from '../../src';
import { turnsOf } from '../../src/evaluation/turn';
import { kMeans } from '../../src/kernelshap/k-means';
import { rowModel, WatchedRows } from '../support/row-model';

async function summaryOf(rows: number[][], count: number, options?: SummarizeOptions) {
  const table = tensor2d(rows);
  const summary = await summarize(table, count, options).finally(() => table.dispose());
  return { rows: summary.rows as number[][], weights: summary.weights };
}

/** Rows of a number, one of four categories in columns of their own, and another number. */
function oneHotRows(count: number): number[][] {
  const random = new RandomStream(3);
  return Array.from({ length: count }, () => {
    const category = Math.floor(4 * random.uniform());
    return [random.normal(), ...[0, 1, 2, 3].map((one) => Number(one === category)), 10 * random.uniform()];
  });
}

describe('a summary', () => {
  it('has positive weights with sum 1, and no more rows than asked for', async () => {
    const cell = fc.integer({ min: 0, max: 3 });
    const tables = fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(tables, fc.integer({ min: 1, max: 6 }), async (rows, count) => {
        const { rows: found, weights } = await summaryOf(rows, count);
        const distinct = new Set(rows.map(String)).size;
        expect(found.length).toBeLessThanOrEqual(Math.min(count, distinct));
        expect(weights).toHaveLength(found.length);
        expect(Math.min(...weights)).toBeGreaterThan(0);
        expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 9);
      }),
      { numRuns: 40 },
    );
  });

  it('of few distinct rows is these, by how often they occur', async () => {
    const rows = Array.from({ length: 120 }, (_, row) => [row % 4 === 3 ? 2 : row % 4, (row % 4) ** 2]);
    const { rows: found, weights } = await summaryOf(rows, 25);
    expect(found).toEqual([
      [0, 0],
      [1, 1],
      [2, 4],
      [2, 9],
    ]);
    expect(weights).toEqual([0.25, 0.25, 0.25, 0.25]);
    const model = new WatchedRows(([a, b]) => a * b);
    const options = { method: 'KernelSHAP', mode: 'regression', trainingData: rows } as const;
    for (const explanation of await explainTabular(model.call, [7, 7], options)) explanation.dispose();
    expect(model.rows).toHaveLength(1 + 4 * 3); // the row itself; nobody, and either column, on each of the four
  });

  it('finds clusters that lie apart, with their sizes', async () => {
    const rows = Array.from({ length: 60 }, (_, row) => [100 * (row % 3) + row / 60, -100 * (row % 3)]);
    const { rows: found, weights } = await summaryOf(rows, 3, { roundValues: false });
    expect(found.map(([first]) => Math.round(first / 100)).sort()).toEqual([0, 1, 2]);
    for (const weight of weights) expect(weight).toBeCloseTo(1 / 3, 9);
    const mean = found.reduce((sum, [first], row) => sum + first * weights[row], 0);
    expect(mean).toBeCloseTo(rows.reduce((sum, [first]) => sum + Math.fround(first), 0) / 60, 6);
  });

  it('is the best of ten clusterings', async () => {
    const rows = oneHotRows(40).map(([first, , , , , last]) => [Math.fround(first), Math.fround(last / 10)]);
    const points = rows.map((row) => Float64Array.from(row));
    for (let seed = 0; seed < 5; seed++) {
      const random = new RandomStream(seed);
      const all = [];
      for (let run = 0; run < 10; run++)
        all.push(await kMeans({ points, weights: points.map(() => 1) }, 9, random, turnsOf()));
      const best = all.reduce((one, other) => (other.error < one.error ? other : one));
      const { rows: found } = await summaryOf(rows, 9, { seed, roundValues: false });
      expect(found).toEqual(best.centres.map((centre) => Array.from(centre)));
    }
  });

  it('of clusters has the means of the points that are nearest to each', async () => {
    for (let seed = 0; seed < 300; seed++) {
      const random = new RandomStream(seed);
      const points = Array.from({ length: 14 }, () => Float64Array.of(random.normal() ** 3, random.normal() ** 3));
      const weights = points.map(() => 1 + Math.floor(5 * random.uniform()));
      const found = await kMeans({ points, weights }, 6, random, turnsOf());
      const shares = found.centres.map(() => 0);
      const sums = found.centres.map(() => [0, 0]);
      for (const [index, [x, y]] of points.entries()) {
        const far = found.centres.map(([a, b]) => (x - a) ** 2 + (y - b) ** 2);
        const nearest = far.indexOf(Math.min(...far));
        shares[nearest] += weights[index];
        sums[nearest][0] += weights[index] * x;
        sums[nearest][1] += weights[index] * y;
      }
      expect(found.weights).toEqual(shares);
      for (const [cluster, centre] of found.centres.entries()) {
        for (const axis of [0, 1]) expect(centre[axis]).toBeCloseTo(sums[cluster][axis] / shares[cluster], 9);
      }
      expect(Math.min(...found.weights)).toBeGreaterThan(0);
    }
  });

  it('keeps values that occur, and whole categories', async () => {
    const rows = oneHotRows(300);
    const { rows: found } = await summaryOf(rows, 25);
    expect(found).toHaveLength(25);
    for (const row of found) {
      expect(row.slice(1, 5).sort()).toEqual([0, 0, 0, 1]);
      expect(rows.some(([first]) => Math.fround(first) === row[0])).toBe(true);
    }
    const { rows: means } = await summaryOf(rows, 25, { roundValues: false });
    expect(means.some((row) => row[1] > 0 && row[1] < 1)).toBe(true);
  });

  it('is the same for the same seed, and ends when it is aborted', async () => {
    const rows = oneHotRows(60);
    expect(await summaryOf(rows, 5, { seed: 4 })).toEqual(await summaryOf(rows, 5, { seed: 4 }));
    await expect(summaryOf(rows, 5, { signal: AbortSignal.abort() })).rejects.toThrow(AbortError);
  });

  it('names what does not fit', async () => {
    await expect(summaryOf([[1, Number.NaN]], 1)).rejects.toThrow('table[0][1] is NaN');
    await expect(summaryOf([[1, 2]], 0)).rejects.toThrow('count is 0');
    await expect(summaryOf([[1, 2]], 1, { round: true } as never)).rejects.toThrow('summarize has no option "round"');
    await expect(summaryOf([[1, 1]], 1, { oneHot: [[0, 1]] })).rejects.toThrow(
      'exactly one 1 in each row, unlike row 0',
    );
    await expect(summaryOf([[1, 0]], 1, { oneHot: [[0, 2]] })).rejects.toThrow('oneHot is 2');
  });
});

it('a row explained against many like it gets 0', async () => {
  const [explanation] = await explainTabular(
    rowModel(([a]) => a),
    [2, 3],
    {
      method: 'KernelSHAP',
      mode: 'regression',
      trainingData: Array.from({ length: 150 }, () => [2, 3]),
    },
  );
  expect(Array.from(await explanation.val.data())).toEqual([0, 0]);
  explanation.dispose();
});
