import '@tensorflow/tfjs-backend-cpu';
import { concat, matMul, slice, type Tensor, tensor2d } from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { partialDependence, permutationImportance } from '../../src';

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

  it('is asked at given values, and names what does not fit', async () => {
    const { outputs } = await partialDependence(linear, [[1, 2, 3]], 0, { grid: [0, 10] });
    expect(outputs).toEqual([[-2], [28]]);
    await expect(partialDependence(linear, rows, 3)).rejects.toThrow('column is 3; expected a column from 0 to 2');
    await expect(partialDependence(linear, rows, 0, { grid: [] })).rejects.toThrow('expected finite numbers');
    await expect(partialDependence(linear, rows, 0, { grid: 0.5 })).rejects.toThrow('grid is 0.5');
  });
});
