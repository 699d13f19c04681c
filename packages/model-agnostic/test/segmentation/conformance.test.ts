import { readFileSync } from 'node:fs';
import path from 'node:path';
import { felzenszwalb, quickshift, type Segmenter, slic } from '../../src';
import { adjustedRandIndex, boundaryRecall, explainedVariation, purity } from '../support/agreement';
import { type Case, numbersOf } from '../support/fixtures';

const { cases, images } = JSON.parse(readFileSync(path.join(__dirname, '../fixtures/segmentation.json'), 'utf8'));

const segmenters: Record<string, (params: Case) => Segmenter> = {
  'segmentation.slic': ({ compactness, sigma, nSegments, slicZero, enforceConnectivity }) =>
    slic({ compactness, sigma, segments: nSegments, adaptive: slicZero, connected: enforceConnectivity }),
  'segmentation.quickshift': ({ kernelSize, maxDist, ratio }) =>
    quickshift({ kernelSize, maxDistance: maxDist, ratio, white: 1 }),
  'segmentation.felzenszwalb': ({ scale, sigma, minSize }) => felzenszwalb({ scale, sigma, minSize }),
};

function imageOf({ image, scale }: Case) {
  const { shape, data } = images[image].image;
  const values = Float64Array.from(numbersOf({ shape, data, dtype: 'uint8' }), (value) =>
    scale === 'unit' ? value / 255 : value,
  );
  const [height, width, channels] = shape;
  if (scale !== '255rgb' || channels === 3) return { values, height, width, channels };
  return {
    values: Float64Array.from({ length: 3 * values.length }, (_, at) => values[Math.floor(at / 3)]),
    height,
    width,
    channels: 3,
  };
}

it.each(cases as Case[])('agrees with scikit-image: $id', async (one: Case) => {
  const image = imageOf(one);
  const labels = await segmenters[one.kind](one.params)(image);
  const reference = numbersOf(one.expected.labels);
  const { ariMin, boundaryRecallMin2px, explainedVariationMin, segmentsWithin } = one.suggested;
  const found = {
    index: adjustedRandIndex(labels, reference),
    recall: boundaryRecall(labels, reference, image.width, 2),
    variation: explainedVariation(labels, image.values, image.channels),
    segments: new Set(Array.from(labels)).size,
  };
  expect(found.index).toBeGreaterThanOrEqual(ariMin);
  expect(found.recall).toBeGreaterThanOrEqual(boundaryRecallMin2px);
  expect(found.variation).toBeGreaterThanOrEqual(explainedVariationMin);
  expect(found.segments).toBeGreaterThanOrEqual(segmentsWithin[0]);
  expect(found.segments).toBeLessThanOrEqual(segmentsWithin[1]);
  if (one.truth && one.expected.purity === 1) expect(purity(labels, numbersOf(one.truth))).toBe(1);
});

it('take a grey image, values up to 255, and other channels', async () => {
  const values = Float64Array.from({ length: 64 }, (_, pixel) => (pixel % 8 < 4 ? 0 : 200));
  const left = Array.from(values, (value) => (value === 0 ? 0 : 1));
  for (const segmenter of [
    slic({ segments: 4, compactness: 0.1 }),
    quickshift({ kernelSize: 2, maxDistance: 9 }),
    felzenszwalb({ sigma: 0, minSize: 4, scale: 5 }),
  ]) {
    for (const channels of [1, 2, 3, 5]) {
      const repeated = Float64Array.from({ length: 64 * channels }, (_, at) => values[Math.floor(at / channels)]);
      const labels = await segmenter({ values: repeated, height: 8, width: 8, channels });
      expect(purity(labels, left)).toBe(1);
      expect(new Set(Array.from(labels)).size).toBeLessThanOrEqual(4);
    }
  }
});

it('names wrong options', () => {
  expect(() => slic({ segments: 0 })).toThrow('segments is 0');
  expect(() => quickshift({ kernelSize: 0.5 })).toThrow('kernelSize is 0.5');
});
