import '@tensorflow/tfjs-backend-cpu';
import { dot, ones, reshape, type Tensor, tensor1d, tidy } from '@tensorflow/tfjs-core';
import { type Background, Blocks, Columns, type Features, Pixels, type Sample, TimeSegments } from 'xai-base';
import { Completeness, Deletion } from '../../src';
import { randomTensor } from '../support/metrics';

const kinds: Record<string, { shape: number[]; take: (background: Background, sample: Sample) => Promise<Features> }> =
  {
    image: { shape: [4, 4, 3], take: (background, sample) => new Pixels(background).features(sample) },
    series: { shape: [12, 2], take: (background, sample) => new TimeSegments({ background }).features(sample) },
    row: { shape: [6], take: (background, sample) => new Columns({ background }).features(sample) },
    video: { shape: [2, 2, 2, 1], take: (background, sample) => new Blocks({ background }).features(sample) },
  };
const backgrounds: Record<string, Background> = {
  number: 0.5,
  min: 'min',
  mean: 'mean',
  max: 'max',
  channelMean: 'channelMean',
  blur: 'blur',
  function: ({ values }) => values[1],
};
const cases = Object.keys(kinds).flatMap((kind) =>
  Object.keys(backgrounds)
    .filter((name) => !(kind === 'row' && name === 'blur') && !(kind === 'series' && name === 'mean')) // of segments, an old name of channelMean
    .map((name) => [kind, name] as const),
);

test.each(cases)(
  'absent is one thing: all features of a %s hidden by %s are what a metric has at the end of its path',
  async (kind, name) => {
    const { shape, take } = kinds[kind];
    const background = backgrounds[name];
    const input = randomTensor([1, ...shape], 3);
    const weights = tensor1d(Array.from({ length: input.size }, (_, k) => Math.cos(k)));
    const model = (x: Tensor) => tidy(() => reshape(dot(reshape(x, [-1, input.size]), weights), [-1, 1]));
    const values = (await input.data()) as Float32Array;
    const features = await take(background, { values, shape, dtype: 'float32' });
    const hidden = new Float32Array(input.size);
    features.write(new Float32Array(features.count), 0, hidden);
    const expected = hidden.reduce((sum, value, k) => sum + value * Math.cos(k), 0);
    const attribution = ones(input.shape);
    const task = { model, input, attribution, target: 0 };
    const { curves } = await new Deletion({ baseline: background }).evaluate(task);
    expect(curves[0].at(-1)).toBeCloseTo(expected, 4);
    const { errors } = await new Completeness({ baseline: background }).evaluate(task);
    expect(errors[0]).toBeCloseTo(input.size - (curves[0][0] - expected), 4);
    for (const one of [input, weights, attribution]) one.dispose();
  },
);
