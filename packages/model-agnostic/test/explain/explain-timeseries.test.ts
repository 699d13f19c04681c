import '@tensorflow/tfjs-backend-cpu';
import { slice, sum, type Tensor, tensor2d } from '@tensorflow/tfjs-core';
import { explainTimeseries, type MethodSettings } from '../../src';

/** The sum of the steps 4 and 5 in channel 1. */
const peak = (x: Tensor) => sum(slice(x, [0, 4, 1], [-1, 2, 1]), 1);
const rows = Array.from({ length: 12 }, (_, t) => [t % 3, t === 4 || t === 5 ? 10 : 0]);

const methods: MethodSettings[] = [
  { method: 'RISE', masks: 600, keepProbability: 0.5, featureResolution: 6, seed: 1 },
  { method: 'LIME', samples: 400, seed: 1 },
  { method: 'LIME', samples: 400, seed: 1, distance: 'dtw', kernelWidth: 40 },
  { method: 'LIME', samples: 400, seed: 1, distance: 'euclidean', distanceOn: 'inputs', kernelWidth: 40 },
  { method: 'KernelSHAP', seed: 1 },
];

it.each(methods)('finds when and in which channel it happened, by $method', async (settings) => {
  const series = tensor2d(rows);
  const options = { ...settings, labels: [0], segments: 6, channels: 'apart' as const };
  const [explanation] = await explainTimeseries(peak, series, options);
  expect(explanation.val.shape).toEqual([1, 12, 2]);
  const values = Array.from(await explanation.val.data());
  const largest = [...values.keys()]
    .sort((a, b) => values[b] - values[a])
    .slice(0, 2)
    .sort((a, b) => a - b);
  expect(largest).toEqual([9, 11]);
  explanation.dispose();
  series.dispose();
});

it.each([
  ['mean', 10 - 20 / 12],
  [4, 6],
  [() => 1, 9],
] as const)('hides by the mean, a number or a function: %s', async (maskType, difference) => {
  const series = tensor2d(rows);
  const options = { method: 'KernelSHAP', labels: [0], segments: 12, maskType } as const;
  const [explanation] = await explainTimeseries(peak, series, options);
  const values = await explanation.val.data();
  expect(values[9]).toBeCloseTo(difference, 4);
  expect(values[1]).toBeCloseTo(0, 4);
  explanation.dispose();
  series.dispose();
});

it.each([{ segments: 5 }, { channels: 'apart' }, { segments: 5, channels: 'apart' }] as const)(
  'RISE hides segments where it is asked to: %o',
  async (options) => {
    const series = Array.from({ length: 20 }, (_, t) => [t, 20 - t]);
    const model = (x: Tensor) => sum(slice(x, [0, 7, 0], [-1, 5, 1]), 1);
    const settings = { method: 'RISE', masks: 60, keepProbability: 0.5, seed: 1, labels: [0], ...options } as const;
    const [explanation] = await explainTimeseries(model, series, settings);
    const values = await explanation.val.data();
    const length = 'segments' in options ? 4 : 2; // steps of a segment
    const ofSegments = new Set<number>();
    for (let segment = 0; segment < 20 / length; segment++) {
      for (const channel of [0, 1]) {
        const own = Array.from({ length }, (_, step) => values[(segment * length + step) * 2 + channel]);
        expect(new Set(own).size).toBe(1);
        ofSegments.add(own[0]);
      }
    }
    if ('channels' in options) expect(ofSegments.size).toBeGreaterThan(20 / length);
    else expect(ofSegments.size).toBeLessThanOrEqual(20 / length); // both channels of a segment have one value
    explanation.dispose();
  },
);
