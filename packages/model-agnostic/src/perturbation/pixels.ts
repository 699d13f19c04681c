import { ShapeError } from 'xai-base';
import type { Features, Perturbation, Sample } from './features';
import { GroupedFeatures } from './grouped-features';
import { type Background, referencesOf } from './references';

/**
 * Features that are the pixels of an image `[height, width, channels]`, all channels of a pixel at once. An attribution has shape
 * `[height, width, 1]`.
 *
 * @example
 * ```ts
 * const model = (x: tf.Tensor) => tf.expandDims(tf.sum(x, [1, 2, 3]), 1);
 * const shap = new KernelSHAP(model, { perturbation: new Pixels() });
 * (await analyze(tf.tensor4d([[[[1, 2], [3, 4]]]]), shap)).val; // => [[[[3], [7]]]]
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
    const groups = Int32Array.from({ length: count }, (_, pixel) => pixel);
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
