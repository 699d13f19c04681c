import { randomUniform, tensor2d } from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { analyze, type Model } from 'xai-base';
import { describeBackends } from '../../../tooling/jest/backends';
import { KernelSHAP, LIME, RISE } from '../src';

const explainers = {
  RISE: (model: Model) => new RISE(model, { masks: 50, keepProbability: 0.5, seed: 1 }),
  LIME: (model: Model) => new LIME(model, { samples: 50, seed: 1 }),
  KernelSHAP: (model: Model) => new KernelSHAP(model, { samples: 30, seed: 1 }),
};

describeBackends('a model with a fixed batch', () => {
  test.each(['RISE', 'LIME', 'KernelSHAP'] as const)('is explained by %s like the same model without', async (name) => {
    const weights = [randomUniform([4, 3], -1, 1, 'float32', 1), randomUniform([3], -1, 1, 'float32', 2)];
    const rows = tensor2d([
      [1, 2, 3, 4],
      [0, -1, 2, 1],
      [5, 1, 0, 2],
    ]);
    const [free, fixed] = await Promise.all(
      [{ inputShape: [4] }, { batchInputShape: [2, 4] }].map(async (shape) => {
        const model = tfl.sequential({ layers: [tfl.layers.dense({ units: 3, activation: 'tanh', ...shape })] });
        model.setWeights(weights);
        const explanation = await analyze(rows, explainers[name](model), [0, 2, 1]);
        const values = Array.from(explanation.val.dataSync());
        explanation.dispose();
        model.dispose();
        return values;
      }),
    );
    expect(fixed.some((value) => value !== 0)).toBe(true);
    for (const [index, value] of fixed.entries()) expect(value).toBeCloseTo(free[index], 5);
    for (const one of [rows, ...weights]) one.dispose();
  });
});
