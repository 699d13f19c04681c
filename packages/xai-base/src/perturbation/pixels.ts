import { ShapeError } from '../errors';
import { type Background, referencesOf } from './background';
import type { Features, Perturbation, Sample } from './features';
import { GroupedFeatures } from './grouped-features';

/**
 * Features that are the pixels of an image `[height, width, channels]`, all channels of a pixel at once. An attribution has shape
 * `[height, width, 1]`.
 *
 * @example
 * ```ts
 * const image = { values: new Float32Array([1, 2, 3, 4]), shape: [1, 2, 2], dtype: 'float32' as const }; // two pixels of two channels
 * const features = await new Pixels().features(image);
 * const row = new Float32Array(4);
 * features.write([0, 1], 0, row);
 * row; // => [0, 0, 3, 4]
 * ```
 */
export class Pixels implements Perturbation {
  /** @param background what stands in for hidden pixels; 0 by default */
  constructor(private readonly background: Background = 0) {}

  async features(sample: Sample): Promise<Features> {
    const { shape } = sample;
    if (shape.length !== 3) {
      const expected = 'images [batch, height, width, channels]';
      const message = `input has samples of shape [${shape}]; expected ${expected}.`;
      throw new ShapeError(message, { argument: 'input', value: shape, expected });
    }
    const count = shape[0] * shape[1];
    const groups = new Int32Array(count).map((_, pixel) => pixel);
    const references = await referencesOf(this.background, sample);
    // masks may mix a pixel with the background, which whole numbers cannot hold
    return new GroupedFeatures({
      sample: { ...sample, dtype: 'float32' },
      groups,
      count,
      shape: [shape[0], shape[1], 1],
      references,
    });
  }
}
