import { checkPositiveInteger } from 'xai-base';
import { GridMaskProgram } from './grid-mask-program';
import { gridSpread } from './grid-spread';
import type { MaskSource } from './mask-source';

/**
 * Smooth masks for the pixels of an image: a grid of `resolution` by `resolution` cells, each kept with the keep probability, is
 * enlarged to `resolution + 1` cells of `ceil(size / resolution)` pixels by bilinear interpolation, and cut to the image at a random
 * offset of less than a cell.
 *
 * @param resolution how many cells there are along each axis
 * @throws {ValueError} for a resolution that is no integer of at least 1
 * @see V. Petsiuk, A. Das, K. Saenko: RISE: Randomized Input Sampling for Explanation of Black-box Models (2018)
 *
 * @example
 * ```ts
 * const model = (x: tf.Tensor) => tf.mean(x, [2, 3]);
 * const rise = new RISE(model, { masks: 10, keepProbability: 0.5, maskSource: gridMasks(2), seed: 1 });
 * (await analyze(tf.ones([1, 4, 4, 3]), rise)).val.shape; // => [1, 4, 4, 1]
 * ```
 */
export function gridMasks(resolution: number): MaskSource {
  checkPositiveInteger('featureResolution', resolution);
  return ({ features, keepProbability, random }) => {
    const [height, width] = features.shape;
    const spread = gridSpread(height, width, resolution);
    const cells = resolution * resolution;
    const numbers = Array.from({ length: cells + 2 }, () => 0);
    /** Draws a grid, and the offsets at which it is cut. */
    const draw = (numbers: number[] | Float32Array) => {
      for (let cell = 0; cell < cells; cell++) numbers[cell] = Number(random.uniform() < keepProbability); // a branch would be guessed wrong half the time
      numbers[cells] = Math.floor(random.uniform() * spread.offsets[0]);
      numbers[cells + 1] = Math.floor(random.uniform() * spread.offsets[1]);
    };
    const write = (_: number, mask: Float32Array) => {
      draw(numbers);
      spread.write(numbers, [numbers[cells], numbers[cells + 1]], mask);
    };
    return Object.assign(write, { program: new GridMaskProgram(spread, draw) });
  };
}
