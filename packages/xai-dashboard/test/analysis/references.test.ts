import '@tensorflow/tfjs-backend-cpu';
import { sum, tidy } from '@tensorflow/tfjs-core';
import { toPlain } from 'xai-base';
import { prepare, type Recipe } from 'xai-recipes';
import { folderFiles } from 'xai-recipes/node';
import type { LayerReport } from '../../src/analysis/explained';
import { layerReports } from '../../src/analysis/layer-reports';
import { referencesOf } from '../../src/analysis/references';

const report = (...relevances: number[]): LayerReport => ({
  ...{ layer: 'conv', type: 'Conv2D', rule: 'ZPlus' },
  relevances: { shape: [1, 1, 2, 2], data: relevances },
});

test('items come by the relevance of a channel, summed over its places', () => {
  const reports = [[report(1, 5, 1, -1)], [report(3, 0, 2, 0)], [report(0, 9, 0, 0)]];
  expect(referencesOf(reports, [1, 0], 'conv', 2)).toEqual([
    [
      { item: 2, relevance: 9 },
      { item: 0, relevance: 4 },
    ],
    [
      { item: 1, relevance: 5 },
      { item: 0, relevance: 2 },
    ],
  ]);
  expect(() => referencesOf(reports, [0], 'dense')).toThrow(/no relevance of dense/);
});

test('the relevance of a feature is that of the map that CRP draws of it', async () => {
  const recipe: Recipe = {
    version: 1,
    ...{ model: { source: 'lenet/model.json' }, input: { kind: 'image' }, method: { name: 'CRP', top: 3 } },
  };
  const prepared = await prepare(recipe, { files: await folderFiles(`${__dirname}/../../../xai-cli/models`) });
  const crp = await prepared.explain('digits/9.png');
  const ofCrp = tidy(() => sum(crp.val, [1, 2, 3]).dataSync());
  const [features] = (crp.extras as { features: number[][] }).features;
  const lrp = await prepared.with({ ...recipe, method: { name: 'LRP' } });
  const explanation = await lrp.explain('digits/9.png', { layerwise: true });
  const { extras = {} } = await toPlain(explanation);
  const found = referencesOf([layerReports(await lrp.rules('digits/9.png'), extras)], features);
  expect(features).toHaveLength(3);
  for (const [at, [{ relevance }]] of found.entries()) expect(Math.sign(relevance)).toBe(Math.sign(ofCrp[at]));
  for (const owner of [crp, explanation]) owner.dispose();
  await lrp.dispose();
  await prepared.dispose();
});
