import { mul, reshape, slice, stack, sum, type Tensor, tanh, tensor2d } from '@tensorflow/tfjs-core';
import { analyze, type Model, ModelError, type OutputSelection, PathSelector, RegionSelector } from 'xai-base';
import { describeBackends } from '../../../tooling/jest/backends';
import { KernelSHAP, LIME, partialDependence, permutationImportance, RISE } from '../src';

const explainers = {
  RISE: (model: Model) => new RISE(model, { masks: 50, keepProbability: 0.5, seed: 1 }),
  LIME: (model: Model) => new LIME(model, { samples: 50, seed: 1 }),
  KernelSHAP: (model: Model) => new KernelSHAP(model, { samples: 30, seed: 1 }),
};

/** A model of outputs `[batch, 2, 4]`. */
const map = (x: Tensor) => stack([tanh(x), mul(x, sum(x, 1, true))], 1);
const pick = (row: number, column: number) => (x: Tensor) =>
  reshape(slice(map(x), [0, row, column], [-1, 1, 1]), [-1, 1]);

async function values(model: Model, make: (model: Model) => KernelSHAP | LIME | RISE, selection: OutputSelection) {
  const rows = tensor2d([
    [1, 2, 3, 4],
    [0.5, -1, 2, 1],
  ]);
  try {
    const explanation = await analyze(rows, make(model), selection);
    const { outputSelection } = explanation;
    const val = Array.from(explanation.val.dataSync());
    explanation.dispose();
    return { val, outputSelection };
  } finally {
    rows.dispose();
  }
}

describeBackends('selections in outputs of any rank', () => {
  test.each(Object.entries(explainers))(
    '%s: the numbers of a function that picks the value, or the sum',
    async (_name, make) => {
      const wide = (x: Tensor) => reshape(map(x), [-1, 2, 1, 4]);
      const byHand = await values(pick(1, 2), make, 0);
      const other = await values(pick(0, 1), make, 0);
      expect(byHand.val.some((value) => value !== 0)).toBe(true);
      const weights = tensor2d([
        [0, 1, 0, 0.5],
        [0, 0, -1, 0],
      ]);
      const summed = await values((x: Tensor) => reshape(sum(mul(map(x), weights), [1, 2]), [-1, 1]), make, 0);
      for (const model of [map, wide]) {
        const all = await values(model, make, new PathSelector([1, 2]));
        expect(all.outputSelection).toEqual([6, 6]);
        const each = await values(model, make, [
          [0, 1],
          [1, 2],
        ]);
        const region = await values(model, make, new RegionSelector(weights));
        for (const [index, value] of byHand.val.entries()) {
          expect(all.val[index]).toBeCloseTo(value, 4);
          expect(each.val[index]).toBeCloseTo(index < 4 ? other.val[index] : value, 4);
          expect(region.val[index]).toBeCloseTo(summed.val[index], 4);
        }
        await expect(values(model, make, 1)).rejects.toThrow(ModelError);
      }
      weights.dispose();
    },
  );

  test('tables want a row of numbers', async () => {
    const rows = [
      [1, 2],
      [3, 4],
    ];
    await expect(partialDependence(map, rows, 0)).rejects.toThrow(ModelError);
    await expect(permutationImportance(map, rows, [0, 1])).rejects.toThrow(ModelError);
  });
});
