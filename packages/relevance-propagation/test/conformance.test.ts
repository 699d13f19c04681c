import { sum, type Tensor, tidy } from '@tensorflow/tfjs-core';
import { analyze, IndexedFeatures, TopNFeatures } from 'xai-base';
import { describeBackends } from '../../../tooling/jest/backends';
import { CRP, LRP } from '../src';
import { type Case, expectWithin, loadFixture, readCases, toTensor } from './support/fixture';
import { compositeOf } from './support/rules';

function byLayer(conditions: { layer: string; channels: number[] }[]) {
  return Object.fromEntries(conditions.map(({ layer, channels }) => [layer, channels]));
}

const models = ['mlp', 'lenet', 'convs', 'dilated', 'avgsame', 'vgg', 'resnet', 'mobilenet', 'inception', 'conv1d'];
const conditional = ['CRP', 'ChannelRelevance'];

describeBackends('published relevances', () => {
  describe.each(models)('%s', (name) => {
    const { input, cases } = readCases(name);
    const plain = cases.filter(
      ({ method, params }) => !conditional.includes(method) && !params.canonize && method !== 'ExcitationBackprop',
    );

    test.each(cases.filter(({ method }) => method === 'CRP').map((one): [string, Case] => [one.id, one]))(
      '%s',
      async (_id, one) => {
        const { layer = '', channels, channelSets, conditions = [] } = one.params;
        const model = await loadFixture(name);
        const batch = toTensor(input);
        const lrp = new LRP(model, compositeOf(one));
        const joint = channelSets ? { [layer]: channelSets[0] } : byLayer(conditions);
        const crp = channels ? new CRP(lrp, layer, new IndexedFeatures(...channels)) : new CRP(lrp, joint);
        for (const batchSize of [undefined, 1, 4]) {
          const explanation = await analyze(batch, crp, one.outputIndex, { batchSize });
          expectWithin((await explanation.val.data()) as Float32Array, one);
          explanation.dispose();
        }
        batch.dispose();
        model.dispose();
      },
    );

    test.each(cases.filter(({ method }) => method === 'ChannelRelevance').map((one): [string, Case] => [one.id, one]))(
      '%s',
      async (_id, one) => {
        const model = await loadFixture(name);
        const batch = toTensor(input);
        const lrp = new LRP(model, compositeOf(one));
        const options = { layerwiseRelevances: true };
        const explanation = await analyze(batch, lrp, one.outputIndex, options);
        const relevances = explanation.extras?.layerwiseRelevances as Record<string, Tensor>;
        const relevance = relevances[one.params.layer as string];
        const perChannel = tidy(() => sum(relevance, [1, 2]));
        expectWithin((await perChannel.data()) as Float32Array, one);
        const indices = tidy(() => new TopNFeatures(5).select(relevance));
        expect(await indices.array()).toEqual(one.topIndices);
        for (const tensor of [perChannel, indices, batch]) tensor.dispose();
        explanation.dispose();
        model.dispose();
      },
    );

    test.each(plain.map((one): [string, Case] => [one.id, one]))('%s', async (_id, one) => {
      const model = await loadFixture(name);
      const batch = toTensor(input);
      const normalizeOutputRelevance = one.params.initialRelevance !== 'value';
      const lrp = new LRP(model, compositeOf(one), { normalizeOutputRelevance });
      const explanation = await analyze(batch, lrp, one.outputIndex);
      expect(explanation.val.shape).toEqual(one.expected.shape);
      expectWithin((await explanation.val.data()) as Float32Array, one);
      explanation.dispose();
      batch.dispose();
      model.dispose();
    });
  });
});
