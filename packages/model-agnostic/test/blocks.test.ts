import '@tensorflow/tfjs-backend-cpu';
import { add, expandDims, fill, matMul, mul, ones, slice, sum, type Tensor, tensor } from '@tensorflow/tfjs-core';
import { analyze, ShapeError } from 'xai-base';
import { Blocks, Columns, explainTabular, explainTimeseries, KernelSHAP, LIME, RISE } from '../src';
import { extrasOf } from './support/fixtures';

/** The lower right quarter of the second half of a video, all channels. */
const corner = (x: Tensor) => {
  const [, time, height, width] = x.shape;
  const begin = [0, time / 2, height / 2, width / 2, 0];
  return expandDims(sum(slice(x, begin, [-1, -1, -1, -1, -1]), [1, 2, 3, 4]), 1);
};

describe('blocks', () => {
  it('divide every axis but the channels', async () => {
    const values = new Float32Array(4 * 2 * 3 * 2);
    const sample = { values, shape: [4, 2, 3, 2], dtype: 'float32' as const };
    const features = await new Blocks({ blocks: [2, 1, 3] }).features(sample);
    expect(features.count).toBe(6);
    expect(features.shape).toEqual([4, 2, 3, 1]);
    const half = (first: number) => [first, first + 1, first + 2, first, first + 1, first + 2];
    expect(Array.from(features.spread([0, 1, 2, 3, 4, 5]))).toEqual([...half(0), ...half(0), ...half(3), ...half(3)]);
    await expect(new Blocks({ blocks: [2, 1] }).features(sample)).rejects.toThrow('one for each of the 3 axes');
    expect(() => new Blocks({ blocks: [2, 0, 1] })).toThrow('blocks is 0');
  });

  it('hide each channel by its own mean', async () => {
    const sample = { values: Float32Array.from([1, 10, 3, 30]), shape: [2, 1, 1, 2], dtype: 'float32' as const };
    const features = await new Blocks({ blocks: 2 }).features(sample);
    const row = new Float32Array(4);
    features.write([0, 1], 0, row);
    expect(Array.from(row)).toEqual([2, 20, 3, 30]);
  });

  it.each([
    ['RISE', RISE, { masks: 300, keepProbability: 0.5, seed: 1 }],
    ['LIME', LIME, { samples: 300, seed: 1 }],
    ['KernelSHAP', KernelSHAP, { samples: 300, background: 0, seed: 1 }],
  ] as const)('are what %s sees in a video', async (_name, Method, settings) => {
    const video = tensor(
      Array.from({ length: 4 * 8 * 8 * 2 }, (_, at) => 1 + (at % 7)),
      [1, 4, 8, 8, 2],
    );
    const explanation = await analyze(video, new Method(corner, settings as never), 0);
    expect(explanation.val.shape).toEqual([1, 4, 8, 8, 1]);
    const values = await explanation.val.data();
    const [inside, outside] = [values[(3 * 8 + 7) * 8 + 7], values[0]];
    expect(inside).toBeGreaterThan(1.1 * Math.abs(outside)); // for RISE both have much of the mean
    explanation.dispose();
    video.dispose();
  });

  it('make a waveform of 16000 samples a matter of 50 features', async () => {
    const wave = fill([1, 16000], 1);
    const late = (x: Tensor) => sum(slice(x, [0, 8000], [-1, -1]), 1, true);
    const shap = new KernelSHAP(late, { perturbation: new Blocks({ blocks: 4, background: 0 }) });
    const explanation = await analyze(wave, shap, 0);
    const error = extrasOf(explanation).featureValues[0].map((value, block) => value - [0, 0, 4000, 4000][block]);
    for (const one of error) expect(Math.abs(one) / 4000).toBeLessThan(2 ** -24); // the sums are whole numbers
    explanation.dispose();
    const [whole] = await explainTabular(late, wave, {
      method: 'LIME',
      perturbation: new Blocks(),
      samples: 20,
      labels: [0],
    });
    expect(whole.val.shape).toEqual([1, 16000]);
    expect(extrasOf(whole).groups[0]).toHaveLength(64);
    whole.dispose();
    wave.dispose();
  });
});

describe('more features than can be solved for', () => {
  it.each(['LIME', 'KernelSHAP'] as const)('are refused by %s, with the way out', async (method) => {
    const wave = ones([1, 16000]);
    const explained = explainTabular((x) => sum(x, 1, true), wave, { method });
    await expect(explained).rejects.toThrow(ShapeError);
    await expect(explained).rejects.toThrow('has 16000 features');
    await expect(explained).rejects.toThrow('{ perturbation: new Blocks() }');
    wave.dispose();
  });

  it('are only those that vary: a bag of words may be long', async () => {
    const counts = new Array<number>(5000).fill(0);
    counts[7] = 2;
    counts[4000] = 1;
    const [explanation] = await explainTabular((x) => sum(x, 1, true), counts, { method: 'KernelSHAP', labels: [0] });
    const values = await explanation.val.data();
    expect([values[7], values[4000], values[0]]).toEqual([2, 1, 0]);
    explanation.dispose();
  });
});

describe('features that are sets of columns', () => {
  const weights = [[0], [1], [2], [5], [0]];
  const f = (x: Tensor) => {
    const product = mul(mul(3, slice(x, [0, 0], [-1, 1])), matMul(x, weights));
    return add(product, slice(x, [0, 4], [-1, 1]));
  };
  const background = [
    [0, 1, 0, 0, 1],
    [1, 0, 1, 0, 0],
    [2, 0, 0, 1, 3],
    [1, 1, 0, 0, 2],
  ];
  const groups = [[0], [1, 2, 3], [4]];
  const names = ['size', 'colour', 'age'];

  it('are named, listed and valued once, by KernelSHAP and LIME', async () => {
    for (const [method, more] of [
      ['KernelSHAP', { mode: 'regression' }],
      ['LIME', { mode: 'regression', samples: 50, seed: 1 }],
    ] as const) {
      const rows = tensor(background.flat(), [4, 5]);
      const perturbation = new Columns({ background: rows, groups, names });
      const [explanation] = await explainTabular(f, [2, 0, 0, 1, 4], { method, perturbation, ...more });
      const extras = extrasOf(explanation);
      expect(extras.groups).toEqual([groups]);
      expect(extras.featureNames).toEqual([names]);
      expect(extras.featureValues[0]).toHaveLength(3);
      if (method === 'KernelSHAP') {
        for (const [at, value] of [9.375, 10.875, 2.5].entries())
          expect(extras.featureValues[0][at]).toBeCloseTo(value, 5);
        expect(extras.expectedValue[0]).toBeCloseTo(11.25, 5);
      }
      explanation.dispose();
      rows.dispose();
    }
  });

  it('are not listed where each column is one, nor for images and series', async () => {
    const [row] = await explainTabular(f, [2, 0, 0, 1, 4], { method: 'KernelSHAP', labels: [0] });
    expect(row.extras).not.toHaveProperty('groups');
    row.dispose();
    const [series] = await explainTimeseries((x) => sum(x, 1), [[1], [2], [3]], {
      method: 'KernelSHAP',
      segments: 2,
      labels: [0],
    });
    expect(series.extras).not.toHaveProperty('groups');
    series.dispose();
  });

  it('leave out columns that no group has', async () => {
    const perturbation = new Columns({ groups: [[0], [4]] });
    const [explanation] = await explainTabular(f, [2, 0, 0, 1, 4], { method: 'KernelSHAP', perturbation, labels: [0] });
    expect(extrasOf(explanation).groups).toEqual([[[0], [4]]]);
    expect(Array.from(await explanation.val.data())).toEqual([30, 0, 0, 0, 4]);
    explanation.dispose();
  });

  it('are counted by their names', async () => {
    const perturbation = new Columns({ groups, names: ['size'] });
    const explained = explainTabular(f, [2, 0, 0, 1, 4], { method: 'KernelSHAP', perturbation });
    await expect(explained).rejects.toThrow('names is ["size"]; expected 3 names, one a feature');
    const named = explainTabular(f, [2, 0, 0, 1, 4], {
      method: 'RISE',
      perturbation,
      featureNames: ['a', 'b', 'c', 'd', 'e'],
    });
    await expect(named).rejects.toThrow('new Columns({ names })');
  });
});
