import '@tensorflow/tfjs-backend-cpu';
import { fill, mean, slice, stack, sum, type Tensor, tensor3d, zeros } from '@tensorflow/tfjs-core';
import { type AnalyzeOptions, XaiError } from 'xai-base';
import { describeBackends } from '../../../../tooling/jest/backends';
import { explainImage, explainTimeseries, gridSegments, type MethodSettings } from '../../src';

/** Output 0 sees the upper left quarter of an 8 x 8 image, output 1 the lower right one. */
const quarters = (x: Tensor) =>
  stack(
    [mean(slice(x, [0, 0, 0, 0], [-1, 4, 4, -1]), [1, 2, 3]), mean(slice(x, [0, 4, 4, 0], [-1, 4, 4, -1]), [1, 2, 3])],
    1,
  );

const methods: (MethodSettings & AnalyzeOptions)[] = [
  { method: 'RISE', masks: 400, keepProbability: 0.5, featureResolution: 4, seed: 1 },
  { method: 'LIME', samples: 200, segmenter: gridSegments(2), background: 0, seed: 1 },
  { method: 'KernelSHAP', segmenter: gridSegments(2), background: 0, seed: 1 },
];

describeBackends('explainImage', () => {
  it.each(methods)('finds the region that an output looks at, by $method', async (settings) => {
    const image = fill([8, 8, 3], 1);
    const explanations = await explainImage(quarters, image, { ...settings, labels: [0, 1] });
    for (const [index, explanation] of explanations.entries()) {
      expect(explanation.val.shape).toEqual([1, 8, 8, 1]);
      const values = await explanation.val.data();
      const quarter = (y: number, x: number) => {
        let total = 0;
        for (let row = 0; row < 4; row++)
          for (let column = 0; column < 4; column++) total += values[(y + row) * 8 + x + column];
        return total / 16;
      };
      const four = [quarter(0, 0), quarter(0, 4), quarter(4, 0), quarter(4, 4)];
      expect(four.indexOf(Math.max(...four))).toBe(index === 0 ? 0 : 3);
      explanation.dispose();
    }
    image.dispose();
  });

  it.each(methods)('explains a batch with the numbers of its samples, by $method', async (settings) => {
    const images = [1, 2].map((value) => fill([8, 8, 3], value));
    const batch = stack(images);
    const [together] = await explainImage(quarters, batch, { ...settings, labels: [1] });
    const values = await together.val.data();
    for (const [index, image] of images.entries()) {
      const [single] = await explainImage(quarters, image, { ...settings, labels: [1], batchSize: 7 });
      const own = await single.val.data();
      for (const [at, value] of own.entries()) expect(value).toBeCloseTo(values[index * 64 + at], 5);
      single.dispose();
    }
    together.dispose();
    batch.dispose();
    for (const image of images) image.dispose();
  });
});

it('explains an integer image as it is', async () => {
  const image = tensor3d([[[3], [5]]], [1, 2, 1], 'int32');
  const [explanation] = await explainImage((x) => sum(x, [1, 3]), image, {
    method: 'KernelSHAP',
    segmenter: gridSegments(1, 2),
    background: 0,
    labels: [1],
  });
  expect(Array.from(await explanation.val.data())).toEqual([0, 5]);
  explanation.dispose();
  image.dispose();
});

it('names what is wrong with an input', async () => {
  const empty = zeros([0, 2]);
  await expect(explainTimeseries(quarters, empty, { method: 'RISE' })).rejects.toThrow('axis of length 0');
  await expect(explainImage(quarters, undefined as never, { method: 'RISE' })).rejects.toThrow(XaiError);
  empty.dispose();
});

it('hides the parts of an integer image by fractions of integers', async () => {
  const image = tensor3d([[[3], [4]]], [1, 2, 1], 'int32');
  const options = { method: 'KernelSHAP', segmenter: gridSegments(1, 2), labels: [0] } as const;
  const [explanation] = await explainImage((x) => sum(x, [1, 2]), image, options);
  expect(Array.from(await explanation.val.data())).toEqual([-0.5, 0.5]);
  explanation.dispose();
  image.dispose();
});
