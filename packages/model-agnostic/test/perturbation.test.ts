import '@tensorflow/tfjs-backend-cpu';
import { sum, tensor3d, tensor4d } from '@tensorflow/tfjs-core';
import { analyze, type Sample } from 'xai-base';
import { gridSegments, type HideBy, KernelSHAP, Superpixels } from '../src';
import { extrasOf } from './support/fixtures';

/** A black and a white half. */
const image: Sample = { values: Float32Array.from([0, 0, 1, 1, 0, 0, 1, 1]), shape: [2, 4, 1], dtype: 'float32' };

/** What is left when everything is hidden, and when only the black half is there. */
async function hidden(hide: HideBy): Promise<number[][]> {
  const features = await new Superpixels({ segmenter: gridSegments(1, 2), hide }).features(image);
  return [
    [0, 0],
    [1, 0],
  ].map((kept) => {
    const row = new Float32Array(8);
    features.write(kept, 0, row);
    return Array.from(row, (value) => Number(value.toFixed(4)));
  });
}

describe('superpixels are hidden', () => {
  it('by their own mean, the mean of the image, or a colour', async () => {
    expect(await hidden('segment mean')).toEqual([
      [0, 0, 1, 1, 0, 0, 1, 1],
      [0, 0, 1, 1, 0, 0, 1, 1],
    ]);
    expect(await hidden('image mean')).toEqual([new Array(8).fill(0.5), [0, 0, 0.5, 0.5, 0, 0, 0.5, 0.5]]);
    expect(await hidden([0.25])).toEqual([new Array(8).fill(0.25), [0, 0, 0.25, 0.25, 0, 0, 0.25, 0.25]]);
  });

  it('by a blur, which keeps the mean and smooths the edge', async () => {
    const [all, black] = await hidden({ blur: 1 });
    expect(all.reduce((total, value) => total + value, 0)).toBeCloseTo(4, 3);
    for (let x = 1; x < 4; x++) expect(all[x]).toBeGreaterThan(all[x - 1]);
    expect(all[0]).toBeGreaterThan(0);
    expect(black.slice(0, 2)).toEqual([0, 0]);
    expect(black.slice(2, 4)).toEqual(all.slice(2, 4));
  });

  it('by another image', async () => {
    const other = tensor3d([
      [[9], [8], [7], [6]],
      [[5], [4], [3], [2]],
    ]);
    expect(await hidden(other)).toEqual([
      [9, 8, 7, 6, 5, 4, 3, 2],
      [0, 0, 7, 6, 0, 0, 3, 2],
    ]);
    other.dispose();
  });

  it('by several, over which the mean of the outputs is taken', async () => {
    const others = tensor4d([1, 3].map((value) => [[[value], [value]]]));
    const input = tensor4d([[[[5], [7]]]]);
    const shap = new KernelSHAP((x) => sum(x, [1, 2]), { segmenter: gridSegments(1, 2), background: others });
    const explanation = await analyze(input, shap);
    expect(Array.from(await explanation.val.data())).toEqual([3, 5]);
    expect(extrasOf(explanation).expectedValue).toEqual([4]);
    for (const one of [explanation, input, others]) one.dispose();
  });

  it('but not by an image of another shape', async () => {
    const other = tensor3d([[[1]]]);
    await expect(hidden(other)).rejects.toThrow('background has shape [1,1,1]; expected [rows, 2,4,1] or [2,4,1]');
    other.dispose();
  });
});
