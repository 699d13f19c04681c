import '@tensorflow/tfjs-backend-cpu';
import { randomUniform, slice, sum, type Tensor } from '@tensorflow/tfjs-core';
import { heatmap } from 'vision-heatmaps';
import { analyze } from 'xai-base';
import { gridSegments, KernelSHAP, LIME, RISE } from '../src';

it('explanations of images are drawn like those of any analyzer, one picture a sample', async () => {
  const images = randomUniform([2, 6, 8, 3], 0, 1, 'float32', 1);
  const model = (x: Tensor) => sum(x, [1, 2]);
  const segmenter = gridSegments(2);
  const analyzers = [
    new RISE(model, { masks: 20, keepProbability: 0.5, featureResolution: 2 }),
    new LIME(model, { samples: 20, segmenter }),
    new KernelSHAP(model, { segmenter }),
  ];
  for (const analyzer of analyzers) {
    const explanation = await analyze(images, analyzer);
    const pictures = await heatmap(explanation);
    expect(pictures.map(({ width, height }) => [width, height])).toEqual([
      [8, 6],
      [8, 6],
    ]);
    explanation.dispose();
  }
  images.dispose();
});

it('RISE is drawn over the image, from the least saliency to the largest', async () => {
  const image = randomUniform([1, 8, 8, 1], 0.5, 1, 'float32', 1);
  const corner = (x: Tensor) => sum(slice(x, [0, 0, 0, 0], [-1, 4, 4, 1]), [1, 2]);
  const rise = new RISE(corner, { masks: 300, keepProbability: 0.5, featureResolution: 2, seed: 1 });
  const explanation = await analyze(image, rise);
  expect(explanation.heatmap).toBe('cam');
  const [plain] = await heatmap(explanation);
  const [asAttribution] = await heatmap({ ...explanation, heatmap: 'attribution' });
  expect(plain.data).not.toEqual(asAttribution.data);
  explanation.dispose();
  image.dispose();
});
