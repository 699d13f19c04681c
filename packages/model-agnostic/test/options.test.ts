import '@tensorflow/tfjs-backend-cpu';
import { sum, type Tensor, tensor2d } from '@tensorflow/tfjs-core';
import { analyze, ValueError } from 'xai-base';
import {
  Blocks,
  Columns,
  felzenszwalb,
  KernelSHAP,
  LIME,
  partialDependence,
  patternTokenizer,
  permutationImportance,
  quickshift,
  RISE,
  Superpixels,
  segmentMask,
  slic,
  summarize,
  TimeSegments,
  wordTokenizer,
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
    ['Columns', 'group', 'groups', (options) => new Columns(options)],
    ['Superpixels', 'segmentter', 'segmenter', (options) => new Superpixels(options)],
    ['TimeSegments', 'segment', 'segments', (options) => new TimeSegments(options)],
    ['Blocks', 'block', 'blocks', (options) => new Blocks(options)],
    ['wordTokenizer', 'masktoken', 'maskToken', (options) => wordTokenizer(options)],
    ['patternTokenizer', 'mask_token', 'maskToken', (options) => patternTokenizer(/a/g, options)],
    ['segmentMask', 'segment', 'segments', (options) => segmentMask(never, options)],
  ])('%s: %s', async (owner, wrong, right, use) => {
    const attempt = (async () => use({ [wrong]: 5 } as never))();
    await expect(attempt).rejects.toThrow(ValueError);
    await expect(attempt).rejects.toThrow(`${owner} has no option "${wrong}"; did you mean ${right}?`);
  });
});

it.each<[string, () => unknown]>([
  ['compactness is 0; expected a number above 0', () => slic({ compactness: 0 })],
  ['sigma is -1', () => slic({ sigma: -1 })],
  ['scale is -1', () => felzenszwalb({ scale: -1 })],
  ['minSize is NaN', () => felzenszwalb({ minSize: Number.NaN })],
  ['ratio is -0.5', () => quickshift({ ratio: -0.5 })],
  ['maxDistance is "far"', () => quickshift({ maxDistance: 'far' as never })],
  ['segmenter is "slic"; expected a function', () => new Superpixels({ segmenter: 'slic' as never })],
  ['channels is "both"', () => new TimeSegments({ channels: 'both' as never })],
  ['locale is "not a language!"', () => wordTokenizer({ locale: 'not a language!' })],
  [
    'perturbation is the class Columns; expected an object with features(sample)',
    () => new RISE(model, { perturbation: Columns as never }),
  ],
  ['perturbation is null', () => new LIME(model, { perturbation: null as never })],
  ['perturbation is an empty object', () => new KernelSHAP(model, { perturbation: {} as never })],
])('what cannot be is named: %s', (message, use) => {
  expect(use).toThrow(ValueError);
  expect(use).toThrow(message);
});

it.each([
  ['black', 'background is "black"; expected a number'],
  [null, 'background is null'],
  [{ rows: [[1, 2]] }, 'background is an object with the keys rows; expected'],
  [{ rows: 5, weights: [1] }, 'background is an object with the keys rows, weights'],
  [['1', 2], 'background holds "1"'],
])('a background that is none: %o', async (background, message) => {
  const input = tensor2d([[1, 2]]);
  for (const perturbation of [
    new Columns({ background: background as never }),
    new Blocks({ background: background as never }),
  ]) {
    const explained = analyze(input, new KernelSHAP(model, { perturbation }), 0);
    await expect(explained).rejects.toThrow(ValueError);
    await expect(explained).rejects.toThrow(message);
  }
  input.dispose();
});
