import { mul, type Scalar, square, sum, type Tensor, tensor, tidy, train } from '@tensorflow/tfjs-core';
import { layers, sequential } from '@tensorflow/tfjs-layers';
import { type Analyzer, analyze, IndexedFeatures, RandomStream } from 'xai-base';
import { describeBackends } from '../../../../tooling/jest/backends';
import { attributionGraph, CRP, EpsilonPlus, LRP } from '../../src';
import { plainNetwork } from '../support/networks';
import { randomizeWeights, randomTensor } from '../support/random';

describeBackends('a model whose weights change', () => {
  const analyzers: Record<string, (lrp: LRP) => Analyzer> = {
    LRP: (lrp) => lrp,
    CRP: (lrp) => new CRP(lrp, 'conv2', new IndexedFeatures(0, 2)),
    'CRP of several layers': (lrp) => new CRP(lrp, { conv1: [0, 1], conv2: [2] }),
  };
  const rules = { ZeroRule: () => undefined, EpsilonPlus: () => new EpsilonPlus() };
  const cases = Object.keys(analyzers).flatMap((name) =>
    Object.keys(rules).map((rule): [string, string] => [name, rule]),
  );

  test.each(cases)('%s under %s explains with the weights of now', async (name, rule) => {
    const model = plainNetwork(1, true);
    const batch = randomTensor([2, 8, 8, 2], new RandomStream(1));
    const lrp = () => new LRP(model, rules[rule as keyof typeof rules]());
    const values = async (analyzer: Analyzer) => {
      const explanation = await analyze(batch, analyzer, 1);
      const read = Array.from(await explanation.val.data());
      explanation.dispose();
      return read;
    };
    const old = analyzers[name](lrp());
    const before = await values(old);
    expect(await values(old)).toEqual(before);
    const changes = [() => randomizeWeights(model, 2), () => halve(model.getLayer('conv2').getWeights()[0])];
    for (const change of changes) {
      change();
      const after = await values(old);
      expect(after).toEqual(await values(analyzers[name](lrp())));
      expect(after).not.toEqual(before);
    }
    batch.dispose();
    model.dispose();
  });

  test('a step of training and the graph of concepts', async () => {
    const model = sequential({
      layers: [layers.dense({ units: 3, inputShape: [2], name: 'low' }), layers.dense({ units: 2, name: 'high' })],
    });
    randomizeWeights(model, 1);
    const batch = tensor([[1, 2]]);
    const lrp = new LRP(model, new EpsilonPlus());
    const graphOf = (one: LRP) => attributionGraph(one, batch, ['high', 'low'], { selection: 0 });
    const before = await graphOf(lrp);
    const optimizer = train.sgd(0.3);
    optimizer.minimize(() => sum(square(model.apply(batch) as Tensor)) as Scalar);
    const after = await graphOf(lrp);
    expect(after).not.toEqual(before);
    expect(after).toEqual(await graphOf(new LRP(model, new EpsilonPlus())));
    optimizer.dispose();
    batch.dispose();
    model.dispose();
  });
});

/** Assigns to the variable itself. */
function halve(weight: Tensor): void {
  tidy(() => (weight as Tensor & { assign(value: Tensor): void }).assign(mul(weight, 0.5)));
}
