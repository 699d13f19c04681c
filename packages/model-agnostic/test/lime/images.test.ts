import '@tensorflow/tfjs-backend-cpu';
import { ones, sum, type Tensor } from '@tensorflow/tfjs-core';
import { analyze, type Explanation } from 'xai-base';
import { gridSegments, LIME, RISE, type SegmentMaskOptions, Superpixels, segmentMask } from '../../src';
import { samplesOf } from '../../src/evaluation/sample-of';
import { turnsOf } from '../../src/evaluation/turn';
import { distancesOf } from '../../src/lime/neighbor-weights';
import { maskedNeighbors } from '../../src/lime/neighbors/masked-neighbors';
import { expectExplanation, fitSettings } from '../support/expect-surrogate';
import { type Case, casesOf, expectClose, numbersOf, rowsOf, toleranceFor } from '../support/fixtures';
import { modelOf, WatchedModel } from '../support/models';
import { storedNeighbors } from '../support/stored-masks';
import { inputOf } from '../support/tensors';

/** Superpixels by the stored segmentation. */
function superpixels({ segmentation, params }: Case): Superpixels {
  return new Superpixels({ segmenter: () => numbersOf(segmentation), hide: params.hideColor ?? 'segment mean' });
}

async function expectMask(explanation: Explanation, expected: ArrayLike<number>, options: SegmentMaskOptions) {
  const mask = await segmentMask(explanation, options);
  expect(mask.shape).toEqual(explanation.val.shape);
  expectClose(await mask.data(), expected, 0);
  mask.dispose();
}

const cases = [
  ...casesOf('lime_image', 'lime.image'),
  ...casesOf('lime_image', 'lime.image.dianna'),
  ...casesOf('real_models', 'real.lime.image'),
];

it.each(cases)('LIME on images agrees with lime: $id', async (one: Case) => {
  const input = inputOf(one);
  const model = new WatchedModel(modelOf(one, input.shape.slice(1)));
  const neighborSource = storedNeighbors(superpixels(one), one.random.masks);
  const lime = new LIME(model.call, { ...fitSettings(one), neighborSource });
  const labels = Object.keys(one.expected.explanations).map(Number);
  const explanations = await lime.analyzeOutputs(input, labels);
  if (one.expected.predictions) model.expectPredictions(one, 1, rowsOf(one.expected.predictions));
  for (const [index, explanation] of explanations.entries()) {
    const label = labels[index];
    expectExplanation(explanation, one.expected.explanations[label], one);
    if (one.expected.values) {
      const row = one.params.labels.indexOf(label);
      const values = rowsOf(one.expected.values)[row];
      expectClose(await explanation.val.data(), values, toleranceFor(one, 'values', values));
      await expectMask(explanation, rowsOf(one.expected.masks)[row], { segments: one.params.numFeatures });
    }
    const imageMasks: Case[] = (one.expected.imageMasks ?? []).filter((mask: Case) => mask.label === label);
    for (const { mask, positiveOnly, negativeOnly, numFeatures, minWeight } of imageMasks) {
      // the least weight is the median one, which must not count for being a rounding error above itself
      const options = { segments: numFeatures, above: minWeight && minWeight + 1e-6 };
      const sign = positiveOnly ? 'for' : negativeOnly ? 'against' : 'both';
      // lime marks what speaks against the output with 1 as well, when asked for that alone
      const expected = Int32Array.from(numbersOf(mask), (value) => (negativeOnly ? -value : value));
      await expectMask(explanation, expected, { ...options, sign });
    }
    explanation.dispose();
  }
  input.dispose();
});

it.each(casesOf('lime_image', 'lime.image'))('what is hidden, and how far away: $id', async (one: Case) => {
  const input = inputOf(one);
  const [sample] = await samplesOf(input);
  const features = await superpixels(one).features(sample);
  const hidden = new Float32Array(sample.values.length);
  features.write(new Uint8Array(features.count), 0, hidden);
  expectClose(hidden, numbersOf(one.expected.fudgedImage), one.tolerance.fudgedImage);
  const neighbors = maskedNeighbors(sample, features, Float64Array.from(numbersOf(one.random.masks)));
  const distances = await distancesOf(neighbors, sample, one.params.distanceMetric, 'features', turnsOf());
  expectClose(distances, numbersOf(one.expected.distances), one.tolerance.distances);
  input.dispose();
});

const own = casesOf('dianna_tests', 'dianna.test').filter(({ id }) => id === 'heatmap_lime_filename');

it.each(own)("DIANNA's own test: $id", async (one: Case) => {
  const { distinctMasks, counts } = one.random;
  const rows = rowsOf(distinctMasks).flatMap((row, index) => new Array<number[]>(counts[index]).fill(row));
  const isWhole = (row: number[]) => row.every(Boolean);
  const ordered = [...rows.filter(isWhole), ...rows.filter((row) => !isWhole(row))];
  const masks = { shape: [ordered.length, ordered[0].length], data: '', dtype: 'uint8' as const };
  const data = Buffer.from(Uint8Array.from(ordered.flat())).toString('base64');
  const input = inputOf({ ...one, params: { axisLabels: ['channels'] } });
  const neighborSource = storedNeighbors(superpixels(one), { ...masks, data });
  const lime = new LIME(modelOf(one, []), { ...fitSettings(one), neighborSource });
  const [explanation] = await lime.analyzeOutputs(input, one.params.labels);
  expectExplanation(explanation, one.expected.explanation, one);
  await expectMask(explanation, numbersOf(one.expected.heatmap), { segments: one.params.numFeatures });
  explanation.dispose();
  input.dispose();
});

it('names explanations without segments, and wrong options', async () => {
  const input = ones([1, 2, 2, 1]);
  const model = (x: Tensor) => sum(x, [1, 2]);
  const pixels = await analyze(input, new RISE(model, { masks: 9, keepProbability: 0.5, seed: 1 }));
  const segments = await analyze(input, new LIME(model, { samples: 9, segmenter: gridSegments(2) }));
  await expect(segmentMask(pixels)).rejects.toThrow('expected an explanation of images by LIME or KernelSHAP');
  await expect(segmentMask(segments, { segments: 0 })).rejects.toThrow('segments is 0');
  await expect(segmentMask(segments, { sign: 'up' as never })).rejects.toThrow(
    `sign is "up"; expected 'for', 'against'`,
  );
  for (const one of [pixels, segments, input]) one.dispose();
});
