import '@tensorflow/tfjs-backend-cpu';
import { dispose, slice, type Tensor, tensor2d, tidy, tile } from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { analyze } from 'xai-base';
import { KernelSHAP, LIME, type PerturbationAnalyzer, RISE } from '../src';

const explainers: Record<string, (model: never) => PerturbationAnalyzer> = {
  RISE: (model) => new RISE(model, { masks: 40, keepProbability: 0.5, seed: 1 }),
  LIME: (model) => new LIME(model, { samples: 40, seed: 1 }),
  KernelSHAP: (model) => new KernelSHAP(model, { seed: 1 }),
};

const kernel = [[0.5], [-1], [2], [1.5], [-0.7]];

/** The tanh of a weighted sum of three columns `x` and two of a further input. */
function twoInputModel(batch: number | null): tfl.LayersModel {
  const inputs = [tfl.input({ batchShape: [batch, 3] }), tfl.input({ batchShape: [batch, 2] })];
  const joined = tfl.layers.concatenate().apply(inputs);
  const sum = tfl.layers.dense({ units: 1, activation: 'tanh', useBias: false });
  const model = tfl.model({ inputs, outputs: sum.apply(joined) as tfl.SymbolicTensor });
  const weights = tensor2d(kernel);
  model.setWeights([weights]);
  weights.dispose();
  return model;
}

describe.each(Object.entries(explainers))('%s', (_, make) => {
  test.each([null, 1, 5])(
    'on a model with a batch of %s and a further input: as if that were fixed by hand',
    async (batch) => {
      const model = twoInputModel(batch);
      const any = twoInputModel(null);
      const [x, z] = [
        tensor2d([
          [1, 2, 3],
          [0.3, -1, 0.5],
        ]),
        tensor2d([
          [1, -1],
          [0.2, 0.4],
        ]),
      ];
      const together = await analyze(x, make(model as never), 0, { furtherInputs: [z], batchSize: 7 });
      const values = await together.val.array();
      for (const row of [0, 1]) {
        const [sample, own] = [slice(x, [row, 0], [1, 3]), slice(z, [row, 0], [1, 2])];
        const byHand = (input: Tensor) => tidy(() => any.apply([input, tile(own, [input.shape[0], 1])]) as Tensor);
        const alone = await analyze(sample, make(byHand as never), 0);
        const [expected] = (await alone.val.array()) as number[][];
        for (const [column, value] of expected.entries())
          expect((values as number[][])[row][column]).toBeCloseTo(value, 5);
        alone.dispose();
        dispose([sample, own]);
      }
      together.dispose();
      dispose([x, z]);
      model.dispose();
      any.dispose();
    },
  );
});
