import '@tensorflow/tfjs-backend-cpu';
import { sum, type Tensor } from '@tensorflow/tfjs-core';
import { ValueError } from 'xai-base';
import {
  felzenszwalb,
  KernelSHAP,
  LIME,
  partialDependence,
  permutationImportance,
  quickshift,
  RISE,
  segmentMask,
  slic,
  summarize,
} from '../src';

const model = (x: Tensor) => sum(x, 1, true);
const never = {} as never;

describe('an option that does not exist is an error that names the nearest', () => {
  it.each<[string, string, string, (options: never) => unknown]>([
    ['RISE', 'n_masks', 'masks', (options) => new RISE(model, options)],
    ['LIME', 'nsamples', 'samples', (options) => new LIME(model, options)],
    ['KernelSHAP', 'nsamples', 'samples', (options) => new KernelSHAP(model, options)],
    ['permutationImportance', 'repeat', 'repeats', (options) => permutationImportance(model, [[1]], [0], options)],
    ['partialDependence', 'grids', 'grid', (options) => partialDependence(model, [[1]], 0, options)],
    ['summarize', 'round_values', 'roundValues', (options) => summarize(never, 1, options)],
    ['slic', 'nSegments', 'segments', (options) => slic(options)],
    ['quickshift', 'kernel_size', 'kernelSize', (options) => quickshift(options)],
    ['felzenszwalb', 'min_size', 'minSize', (options) => felzenszwalb(options)],
    ['segmentMask', 'segment', 'segments', (options) => segmentMask(never, options)],
  ])('%s: %s', async (owner, wrong, right, use) => {
    const attempt = (async () => use({ [wrong]: 5 } as never))();
    await expect(attempt).rejects.toThrow(ValueError);
    await expect(attempt).rejects.toThrow(`${owner} has no option "${wrong}"; did you mean ${right}?`);
  });
});
