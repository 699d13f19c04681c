import { sum, type Tensor, tidy } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { analyze, type Model, TopNFeatures } from 'xai-base';
import { describeBackends } from '../../../../tooling/jest/backends';
import { restore } from '../../../../tooling/jest/conformance';
import { recordedGraphModel } from '../../../xai-base/test/support/recorded-graph-model';
import { LRP, showLayerIndices } from '../../src';
import { type Case, expectWithin, loadFixture, readCases } from '../support/fixture';
import { named } from '../support/named';
import { compositeOf, crpOf } from '../support/rules';

describeBackends('concepts by zennit-crp', (backend) => {
  describe.each([
    ['lenet', 'layers'],
    ['lenet', 'operators'],
    ['vgg', 'layers'],
    ['vgg', 'operators'],
    ['lenet', 'operators as a graph-model'],
    ['vgg', 'operators as a graph-model'],
  ])('%s by its %s', (name, way) => {
    const { input, cases } = readCases(name);
    const ofMethod = (method: string) =>
      cases.filter((one) => one.method === method).map((one): [string, Case] => [one.id, one]);
    let model: LayersModel;
    let batch: Tensor;
    let explained: Model;
    let nameOf: (layer: string) => string;

    beforeAll(async () => {
      model = await loadFixture(name);
      batch = restore(input);
      nameOf = (layer) => layer;
      if (way === 'layers') explained = model;
      else if (way === 'operators') explained = named(model);
      else {
        const graph = await recordedGraphModel((x) => model.apply(x) as Tensor, batch);
        const rectified = showLayerIndices(graph, batch).match(/\S+(?= \(ReLU\))/g) as string[];
        const convolutions = model.layers
          .filter((layer) => layer.getClassName() === 'Conv2D')
          .map((layer) => layer.name);
        nameOf = (layer) => rectified[convolutions.indexOf(layer)]; // a graph-model has no names of layers
        explained = graph;
      }
    });

    afterAll(() => {
      if (way.endsWith('graph-model')) (explained as unknown as { dispose(): void }).dispose();
      model.dispose();
      batch.dispose();
    });

    test.each(ofMethod('CRP'))('%s', async (_id, one) => {
      const lrp = new LRP(explained, compositeOf(one));
      const crp = crpOf(lrp, one, nameOf);
      for (const batchSize of backend === 'cpu' ? [undefined] : [undefined, 1, 4]) {
        const explanation = await analyze(batch, crp, one.outputIndex, { batchSize });
        expectWithin(await explanation.val.data(), one);
        explanation.dispose();
      }
    });

    test.each(ofMethod('ChannelRelevance'))('%s', async (_id, one) => {
      const layer = nameOf(one.params.layer as string);
      const lrp = new LRP(explained, compositeOf(one));
      const layerwiseRelevances = way === 'layers' ? true : [layer];
      const explanation = await analyze(batch, lrp, one.outputIndex, { layerwiseRelevances });
      const relevances = explanation.extras?.layerwiseRelevances as Record<string, Tensor>;
      const relevance = relevances[layer];
      const perChannel = tidy(() => sum(relevance, [1, 2]));
      expectWithin(await perChannel.data(), one);
      const indices = tidy(() => new TopNFeatures(5).select(relevance));
      expect(await indices.array()).toEqual(one.topIndices);
      for (const tensor of [perChannel, indices]) tensor.dispose();
      explanation.dispose();
    });
  });
});
