import { dispose, ones, tensor2d } from '@tensorflow/tfjs-core';
import { layers, sequential } from '@tensorflow/tfjs-layers';
import { InterpolationAugmentation, NoiseAugmentation } from 'explainable-ai';
import { LIME } from 'model-agnostic';
import { LRP } from 'relevance-propagation';
import { type Analyzer, analyze, UnsupportedLayerError } from 'xai-base';
import { useBackend } from '../src';

test('no method of any package explains noise on token indices', async () => {
  await useBackend('cpu');
  const embedding = layers.embedding({ inputDim: 4, outputDim: 1, inputLength: 2, name: 'words' });
  const model = sequential({ layers: [embedding, layers.flatten(), layers.dense({ units: 1, useBias: false })] });
  const weights = [tensor2d([[100], [1], [2], [3]]), ones([2, 1])];
  model.setWeights(weights);
  const tokens = tensor2d([[1, 2]], [1, 2], 'int32');
  const relevance = new LRP(model, undefined, { normalizeOutputRelevance: false });
  const plain = await analyze(tokens, relevance);
  expect([...(await plain.val.data())]).toEqual([expect.closeTo(1, 4), expect.closeTo(2, 4)]);
  for (const analyzer of [relevance, new LIME(model, { samples: 10, seed: 1 })] as Analyzer[]) {
    for (const augmented of [new NoiseAugmentation(analyzer, 5, 0.1), new InterpolationAugmentation(analyzer, 4)]) {
      const explained = analyze(tokens, augmented);
      await expect(explained).rejects.toThrow(UnsupportedLayerError);
      await expect(explained).rejects.toThrow('Layer words (Embedding) reads token indices');
    }
  }
  plain.dispose();
  dispose([...weights, tokens]);
  model.dispose();
});
