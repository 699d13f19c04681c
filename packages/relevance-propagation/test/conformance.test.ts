import { analyze } from 'xai-base';
import { describeBackends } from '../../../tooling/jest/backends';
import { LRP } from '../src';
import { type Case, expectWithin, loadFixture, readCases, toTensor } from './support/fixture';
import { compositeOf } from './support/rules';

const models = ['mlp', 'lenet', 'convs', 'dilated', 'avgsame', 'vgg', 'resnet', 'mobilenet', 'inception', 'conv1d'];
const conditional = ['CRP', 'ChannelRelevance'];

describeBackends('published relevances', () => {
  describe.each(models)('%s', (name) => {
    const { input, cases } = readCases(name);
    const plain = cases.filter(
      ({ method, params }) => !conditional.includes(method) && !params.canonize && method !== 'ExcitationBackprop',
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
