import { cast, slice, type Tensor, tensor, tidy } from '@tensorflow/tfjs-core';
import { layers, sequential } from '@tensorflow/tfjs-layers';
import { type Analyzer, analyze, IndexedFeatures, RandomStream } from 'xai-base';
import { describeBackends } from '../../../../tooling/jest/backends';
import { CRP, EpsilonPlus, LRP } from '../../src';
import { randomizeWeights, randomTensor } from '../support/random';

const analyzers: Record<string, (lrp: LRP) => Analyzer> = {
  LRP: (lrp) => lrp,
  CRP: (lrp) => new CRP(lrp, 0, new IndexedFeatures(1, 0)),
};

async function explain(x: Tensor, analyzer: Analyzer, selection?: number): Promise<number[]> {
  const explanation = await analyze(x, analyzer, selection);
  const values = Array.from(await explanation.val.data());
  explanation.dispose();
  return values;
}

/** A small network whose input states its batch, or leaves it open. */
function network(batch: number | null) {
  const model = sequential({
    layers: [
      layers.timeDistributed({
        layer: layers.dense({ units: 2, activation: 'relu' }),
        batchInputShape: [batch as number, 3, 2],
      }),
      layers.reshape({ targetShape: [6] }),
      layers.dense({ units: 4, activation: 'relu' }),
      layers.dense({ units: 2 }),
    ],
  });
  randomizeWeights(model, 4);
  return model;
}

describeBackends('inputs', () => {
  const cases = Object.keys(analyzers).flatMap((name) => [1, 2].map((batch): [string, number] => [name, batch]));

  test.each(cases)('%s goes through a model that states a batch of %i', async (name, batch) => {
    const [fixed, open] = [network(batch), network(null)];
    const x = randomTensor([3, 3, 2], new RandomStream(2));
    for (const rules of [undefined, new EpsilonPlus()]) {
      for (const size of [1, 2, 3]) {
        const samples = slice(x, 0, size);
        const expected = await explain(samples, analyzers[name](new LRP(open, rules)), 1);
        expect(await explain(samples, analyzers[name](new LRP(fixed, rules)), 1)).toEqual(expected);
        samples.dispose();
      }
    }
    for (const one of [fixed, open, x]) one.dispose();
  });

  test.each(Object.keys(analyzers))('%s takes samples of several lengths, one output a token', async (name) => {
    const model = sequential({
      layers: [
        layers.conv1d({ filters: 2, kernelSize: 1, inputShape: [null as never, 2] }),
        layers.conv1d({ filters: 1, kernelSize: 1 }),
        layers.reshape({ targetShape: [-1] }),
      ],
    });
    randomizeWeights(model, 1);
    const analyzer = analyzers[name](new LRP(model));
    for (const [length, output] of [
      [5, 2],
      [9, 7],
      [3, 2],
      [5, 4],
    ]) {
      const x = randomTensor([1, length, 2], new RandomStream(length));
      const values = await explain(x, analyzer, output);
      expect(values).toEqual(await explain(x, analyzers[name](new LRP(model)), output));
      expect(values.flatMap((value, index) => (value === 0 ? [] : [Math.floor(index / 2) % length]))).toEqual(
        Array(values.filter((value) => value !== 0).length).fill(output),
      );
      x.dispose();
    }
    model.dispose();
  });

  test.each(Object.keys(analyzers))('%s takes whole numbers for numbers', async (name) => {
    const model = network(null);
    const bytes = tensor([0, 5, 200, 3, 17, 80], [1, 3, 2], 'int32');
    const numbers = tidy(() => cast(bytes, 'float32'));
    for (const rules of [undefined, new EpsilonPlus()]) {
      const analyzer = analyzers[name](new LRP(model, rules));
      expect(await explain(bytes, analyzer)).toEqual(await explain(numbers, analyzer));
    }
    for (const one of [bytes, numbers, model]) one.dispose();
  });
});
