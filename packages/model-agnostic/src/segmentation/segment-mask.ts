import { Tensor, type Tensor4D, tensor4d } from '@tensorflow/tfjs-core';
import { checkKeys, checkPositiveInteger, type Explanation, wrongValue } from 'xai-base';

/** Options of {@link segmentMask}. */
export interface SegmentMaskOptions {
  /** How many segments at most; 5 by default. */
  segments?: number;
  /** Those that speak for the output, against it, or both (default). */
  sign?: 'for' | 'against' | 'both';
  /** Only segments whose absolute value is larger; 0 by default. */
  above?: number;
}

/**
 * The segments of images that matter most: 1 where they speak for the explained output, -1 where they speak against it, 0 elsewhere.
 *
 * @param explanation of images by {@link LIME} or {@link KernelSHAP}, or by another method on {@link Superpixels}
 * @returns `[batch, height, width, 1]`, which belongs to the caller
 * @throws {ValueError} for an explanation without segments, or options outside their range
 *
 * @example
 * ```ts
 * const model = (x: tf.Tensor) => tf.matMul(tf.reshape(x, [-1, 3]), tf.tensor2d([[3], [-2], [1]]));
 * const shap = new KernelSHAP(model, { segmenter: gridSegments(1, 3), background: 0 });
 * const explanation = await analyze(tf.ones([1, 1, 3, 1]), shap);
 * await segmentMask(explanation, { segments: 2 }); // => [[[[1], [-1], [0]]]]
 * ```
 */
export async function segmentMask({ extras }: Explanation, options: SegmentMaskOptions = {}): Promise<Tensor4D> {
  checkKeys(options, ['segments', 'sign', 'above'], 'segmentMask');
  const { segments = 5, sign = 'both', above = 0 } = options;
  checkPositiveInteger('segments', segments);
  if (!['for', 'against', 'both'].includes(sign)) throw wrongValue('sign', sign, "'for', 'against' or 'both'");
  const labels = extras?.segments;
  const values = extras?.featureValues;
  if (!(labels instanceof Tensor) || !Array.isArray(values)) {
    throw wrongValue('explanation', 'one without segments', 'an explanation of images by LIME or KernelSHAP');
  }
  const [batch, height, width] = labels.shape;
  const size = height * width;
  const chosen = values.map((row: number[]) => signsOf(row, segments, sign, above));
  const features = await labels.data();
  const mask = new Float32Array(features.length);
  for (let pixel = 0; pixel < mask.length; pixel++)
    mask[pixel] = chosen[Math.floor(pixel / size)][features[pixel]] ?? 0;
  return tensor4d(mask, [batch, height, width, 1]);
}

/** The sign of each of the largest values, 0 for the others. */
function signsOf(values: readonly number[], count: number, sign: 'for' | 'against' | 'both', above: number): number[] {
  const wanted = (value: number) => sign === 'both' || value > 0 === (sign === 'for');
  const largest = [...values.keys()]
    .sort((a, b) => Math.abs(values[b]) - Math.abs(values[a]))
    .filter((feature) => wanted(values[feature]) && Math.abs(values[feature]) > above)
    .slice(0, count);
  return values.map((value, feature) => (largest.includes(feature) ? Math.sign(value) : 0));
}
