import '@tensorflow/tfjs-backend-cpu';
import { add, matMul, mul, slice, type Tensor, tensor2d } from '@tensorflow/tfjs-core';
import { AbortError, IndexError, ValueError } from 'xai-base';
import { accumulatedLocalEffects, partialDependence } from '../../src';

const rows = Array.from({ length: 90 }, (_, row) => [Math.sin(row), Math.cos(2 * row), row / 90]);
const column = (x: Tensor, index: number) => slice(x, [0, index], [-1, 1]);

describe('accumulated local effects', () => {
  it('of a linear model are its weight times the value, up to a constant', async () => {
    const linear = (x: Tensor) => matMul(x, tensor2d([[3, 0], [-1, 1], [0, 2]])); // biome-ignore format: one idea
    for (const [index, weights] of [
      [3, 0],
      [-1, 1],
      [0, 2],
    ].entries()) {
      const { grid, outputs } = await accumulatedLocalEffects(linear, rows, index, { intervals: 7 });
      for (const [at, value] of grid.entries())
        for (const [output, weight] of weights.entries())
          expect(outputs[at][output] - outputs[0][output]).toBeCloseTo(weight * (value - grid[0]), 5);
    }
  });

  it('of a sum are those of its parts: what other columns add does not matter', async () => {
    const part = (x: Tensor) => mul(column(x, 0), column(x, 0));
    const sum = (x: Tensor) => add(part(x), mul(5, column(x, 1)));
    const [one, other] = [await accumulatedLocalEffects(part, rows, 0), await accumulatedLocalEffects(sum, rows, 0)];
    for (const [at, [value]] of one.outputs.entries()) expect(other.outputs[at][0]).toBeCloseTo(value, 4);
  });

  it('are centred: their mean over the rows is 0', async () => {
    const { outputs, counts } = await accumulatedLocalEffects((x: Tensor) => mul(column(x, 0), column(x, 0)), rows, 0);
    const total = counts.reduce((sum, count) => sum + count, 0);
    expect(total).toBe(90);
    const mean = counts.reduce(
      (sum, count, at) => sum + (count * (outputs[at][0] + outputs[at + 1][0])) / 2 / total,
      0,
    );
    expect(mean).toBeCloseTo(0, 6);
  });

  it('never ask about rows that cannot be: where both columns are the same, x1 x2 acts as half of x²', async () => {
    const same = Array.from({ length: 200 }, (_, row) => [row / 100 - 1, row / 100 - 1]);
    const product = (x: Tensor) => mul(column(x, 0), column(x, 1));
    const { grid, outputs } = await accumulatedLocalEffects(product, same, 0, { intervals: 50 });
    // the slope at x is x, so that the effect is x²/2; in intervals of .04 to a twentieth; partial dependence sees the mean of the other column alone: a line without slope
    for (const [at, value] of grid.entries())
      expect(outputs[at][0] - outputs[0][0]).toBeCloseTo((value ** 2 - grid[0] ** 2) / 2, 1);
    expect(outputs[25][0] - outputs[0][0]).toBeLessThan(-0.4);
    const flat = await partialDependence(product, same, 0, { grid: [-1, 0, 0.99] });
    expect(Math.max(...flat.outputs.map(([value]) => Math.abs(value)))).toBeLessThan(0.01);
  });

  it('cut the column into parts of about as many rows, fewer where values are equal', async () => {
    const identity = (x: Tensor) => column(x, 0);
    const { grid, counts } = await accumulatedLocalEffects(identity, [[1], [1], [1], [2], [3], [Number.NaN]], 0, {
      intervals: 5,
    });
    expect(grid).toEqual([1, 2, 3]);
    expect(counts).toEqual([4, 1]);
    expect((await accumulatedLocalEffects(identity, [[4], [4]], 0)).outputs).toEqual([[0], [0]]);
  });

  it('wrong arguments are errors, and it ends when it is aborted', async () => {
    const identity = (x: Tensor) => column(x, 0);
    await expect(accumulatedLocalEffects(identity, rows, 3)).rejects.toThrow(IndexError);
    await expect(accumulatedLocalEffects(identity, rows, 0, { intervals: 0 })).rejects.toThrow(ValueError);
    await expect(accumulatedLocalEffects(identity, [[Number.NaN]], 0)).rejects.toThrow(/not missing/);
    await expect(accumulatedLocalEffects(identity, rows, 0, { signal: AbortSignal.abort() })).rejects.toThrow(
      AbortError,
    );
  });
});
