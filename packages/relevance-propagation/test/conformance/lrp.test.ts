import type { Tensor } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { analyze } from 'xai-base';
import { describeBackends } from '../../../../tooling/jest/backends';
import { restore } from '../../../../tooling/jest/conformance';
import { recordedGraphModel } from '../../../xai-base/test/support/recorded-graph-model';
import { canonize, LRP } from '../../src';
import { type Case, casesOfRules, expectWithin, isFused, loadFixture, names, readCases } from '../support/fixture';
import { compositeOf } from '../support/rules';

describeBackends('relevances by zennit, gradients by captum', (backend) => {
  describe.each(names)('%s', (name) => {
    const { input } = readCases(name);
    const cases = casesOfRules(name);
    let model: LayersModel;
    let canonical: LayersModel;
    let batch: Tensor;

    beforeAll(async () => {
      model = await loadFixture(name);
      canonical = canonize(model);
      batch = restore(input);
    });

    afterAll(() => {
      for (const one of [model, canonical, batch]) one.dispose();
    });

    const check = async (lrp: LRP, { outputIndex, expected, ...one }: Case) => {
      const explanation = await analyze(batch, lrp, outputIndex);
      expect(explanation.val.shape).toEqual(expected.shape);
      expectWithin(await explanation.val.data(), { outputIndex, expected, ...one });
      explanation.dispose();
    };
    const optionsOf = ({ params }: Case) => ({ normalizeOutputRelevance: params.initialRelevance !== 'value' });

    test.each(cases)('%s', async (_id, one) => {
      await check(new LRP(isFused(one) ? canonical : model, compositeOf(one), optionsOf(one)), one);
    });

    if (backend === 'cpu') return; // operators on cpu are compared with the matrix form of each rule

    const traced = (x: Tensor) => model.apply(x) as Tensor; // whose batch normalizations are fused where rules meet them

    test.each(cases)('%s, by its operators', async (_id, one) => {
      await check(new LRP(traced, compositeOf(one), optionsOf(one)), one);
    });

    describe('as a graph-model', () => {
      let graph: Awaited<ReturnType<typeof recordedGraphModel>>;

      beforeAll(async () => {
        graph = await recordedGraphModel(traced, batch);
      });

      afterAll(() => graph.dispose());

      test.each(cases)('%s', async (_id, one) => {
        await check(new LRP(graph, compositeOf(one), optionsOf(one)), one);
      });
    });
  });
});
