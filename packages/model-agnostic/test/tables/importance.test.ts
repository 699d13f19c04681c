import '@tensorflow/tfjs-backend-cpu';
import { cast, concat, matMul, oneHot, reshape, sigmoid, slice, type Tensor, tensor2d } from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { partialDependence, permutationImportance } from '../../src';
import { rowModel } from '../support/row-model';

const weights = [3, -1, 0];
const linear = (x: Tensor) => matMul(x, tensor2d(weights, [3, 1]));
const rows = Array.from({ length: 40 }, (_, row) => [Math.sin(row), Math.cos(2 * row), row / 40]);
const truth = rows.map((row) => row.reduce((sum, value, column) => sum + value * weights[column], 0));

describe('permutation importance', () => {
  it('of a linear model is twice the squared weight times the variance, on average', async () => {
    const settings = { metric: 'squaredError', repeats: 200, seed: 1 } as const;
    const { importances, error } = await permutationImportance(linear, rows, truth, settings);
    expect(error).toBeCloseTo(0, 6);
    for (const [column, weight] of weights.entries()) {
      const values = rows.map((row) => row[column]);
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
      const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
      expect(Math.abs(importances[column] - 2 * weight ** 2 * variance)).toBeLessThan(0.05 * (1 + weight ** 2));
    }
  });

  it('is 0 for a column that the model ignores, and the same for the same seed', async () => {
    const table = tensor2d(rows);
    const classes = (x: Tensor) => concat([slice(x, [0, 0], [-1, 1]), slice(x, [0, 1], [-1, 1])], 1);
    const targets = rows.map(([a, b]) => (b > a ? 1 : 0));
    const first = await permutationImportance(classes, table, targets, { batchSize: 7 });
    expect(first.error).toBe(0);
    expect(first.importances[2]).toBe(0);
    expect(Math.min(first.importances[0], first.importances[1])).toBeGreaterThan(0.1);
    expect(await permutationImportance(classes, table, targets, { seed: first.seed })).toEqual(first);
    table.dispose();
  });

  it('takes one output for the probability of class 1', async () => {
    const table = Array.from({ length: 100 }, (_, row) => [row % 2 === 0 ? 3 : -3, row % 7]);
    const classes = table.map(([first]) => Number(first > 0));
    const first = (x: Tensor) => slice(x, [0, 0], [-1, 1]);
    const { importances, error } = await permutationImportance((x: Tensor) => sigmoid(first(x)), table, classes, {
      seed: 1,
    });
    expect(error).toBe(0);
    expect(Math.abs(importances[0] - 0.5)).toBeLessThan(0.1);
    expect(importances[1]).toBe(0);
    await expect(permutationImportance(first, table, classes)).rejects.toThrow(
      /returned 3, which the metric 'errorRate' cannot take for a class; expected .* 'squaredError'/,
    );
  });

  it('lets missing values through to a model that takes them, and nothing else that is no number', async () => {
    const isMissing = rowModel(([first]) => Number(Number.isNaN(first)));
    const table = [[Number.NaN], [1], [2], [Number.NaN]];
    const { importances, error } = await permutationImportance(isMissing, table, [1, 0, 0, 1], { seed: 1 });
    expect(error).toBe(0);
    expect(importances[0]).toBeGreaterThan(0);
    for (const wrong of [null, undefined, '3', Number.POSITIVE_INFINITY]) {
      await expect(permutationImportance(isMissing, [[1], [wrong as never]], [0, 0])).rejects.toThrow('rows[1][0] is');
    }
    await expect(permutationImportance(isMissing, [0, 0] as never, [0, 0])).rejects.toThrow('rows is [0, 0]');
    await expect(permutationImportance(isMissing, table, [1, 0, 0.5, 1])).rejects.toThrow('targets[2] is 0.5');
    await expect(
      permutationImportance(isMissing, table, [1, 0, Number.NaN, 1], { metric: 'squaredError' }),
    ).rejects.toThrow('targets[2] is NaN');
  });

  it('takes more classes than a call has arguments', async () => {
    const wide = (x: Tensor) => oneHot(cast(reshape(x, [-1]), 'int32'), 150_000);
    const { error } = await permutationImportance(wide, [[7], [149_999]], [7, 149_999], { repeats: 1 });
    expect(error).toBe(0);
  });

  it('names what does not fit', async () => {
    await expect(permutationImportance(linear, rows, [1])).rejects.toThrow('expected 40 numbers, one for each row');
    await expect(permutationImportance(linear, rows, truth, { repeats: 0 })).rejects.toThrow('repeats is 0');
    await expect(permutationImportance(linear, rows, truth, { metric: 'best' as never })).rejects.toThrow(
      'metric is "best"',
    );
    await expect(permutationImportance(linear, [[1, 2], [1]], [1, 2])).rejects.toThrow('rows has shape [ragged]');
  });
});

describe('partial dependence', () => {
  it('of a linear model is a line with its weight', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 2 }), fc.integer({ min: 2, max: 9 }), async (column, grid) => {
        const found = await partialDependence(linear, rows, column, { grid, batchSize: 16 });
        const values = rows.map((row) => Math.fround(row[column]));
        expect([found.grid[0], found.grid[grid - 1]]).toEqual([Math.min(...values), Math.max(...values)]);
        const rise = found.outputs[grid - 1][0] - found.outputs[0][0];
        expect(rise).toBeCloseTo(weights[column] * (found.grid[grid - 1] - found.grid[0]), 4);
      }),
      { numRuns: 6 },
    );
  });

  it('is asked at the values of a column that holds few, missing ones left out', async () => {
    const square = rowModel(([, second]) => second ** 2);
    const categories = Array.from({ length: 90 }, (_, row) => [row === 4 ? Number.NaN : [0, 2, 5][row % 3], row % 2]);
    const found = await partialDependence(square, categories, 0);
    expect(found.grid).toEqual([0, 2, 5]);
    expect((await partialDependence(square, categories, 0, { grid: 3 })).grid).toEqual([0, 2, 5]);
    expect(found.outputs.flat()).toEqual([0.5, 0.5, 0.5].map((value) => expect.closeTo(value, 6)));
    expect(
      (
        await partialDependence(
          square,
          [
            [3, 1],
            [3, 2],
          ],
          0,
        )
      ).grid,
    ).toEqual([3]);
    const numbers = Array.from({ length: 90 }, (_, row) => [row === 4 ? Number.NaN : row, 1]);
    expect((await partialDependence(square, numbers, 0, { grid: 3 })).grid).toEqual([0, 44.5, 89]);
    await expect(partialDependence(square, [[Number.NaN, 1]], 0)).rejects.toThrow('a value that is not missing');
  });

  it('is asked at given values, and names what does not fit', async () => {
    const { outputs } = await partialDependence(linear, [[1, 2, 3]], 0, { grid: [0, 10] });
    expect(outputs).toEqual([[-2], [28]]);
    await expect(partialDependence(linear, rows, 3)).rejects.toThrow('column is 3; expected a column from 0 to 2');
    await expect(partialDependence(linear, rows, 0, { grid: [] })).rejects.toThrow(
      'expected an array of finite numbers',
    );
    await expect(partialDependence(linear, rows, 0, { grid: 0.5 })).rejects.toThrow('grid is 0.5');
  });
});
