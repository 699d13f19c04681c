import { expandDims, type Tensor } from '@tensorflow/tfjs-core';
import type { Explanation } from 'xai-base';
import type { ModelSource } from '../onnx-file';
import { type ExplainOptions, explainOutputs } from './explain-outputs';

/**
 * Explains what a model says of an image, by RISE (pixels), or LIME or KernelSHAP (superpixels).
 *
 * @param model a function, a tfjs-layers `LayersModel`, a tfjs `GraphModel` or an ONNX file, of images `[batch, height, width, channels]`
 * @param image `[height, width, channels]`, or a batch `[batch, height, width, channels]`
 * @param options `method`, its settings, `labels`, and those of `analyze`
 * @returns an explanation a label, `val` being `[batch, height, width, 1]`; they belong to the caller
 * @throws {XaiError} a subclass that names the argument, its value and what was expected
 *
 * @example
 * ```ts
 * const model = (x: tf.Tensor) => tf.mean(x, [1, 2]); // the share of red and of green
 * const image = tf.tensor3d([[[1, 0], [0, 1]]]);
 * const options = { method: 'KernelSHAP' as const, labels: [0, 1], segmenter: gridSegments(1, 2), background: 0 };
 * const [red, green] = await explainImage(model, image, options);
 * red.val; // => [[[[0.5], [0]]]]
 * green.val; // => [[[[0], [0.5]]]]
 * ```
 */
export function explainImage(model: ModelSource, image: Tensor, options: ExplainOptions): Promise<Explanation[]> {
  return withBatch(image, 3, (batch) => explainOutputs(model, batch, options));
}

/** Works on a batch of one, where only a sample (of this rank) is given. */
export async function withBatch<Result>(
  input: Tensor,
  sampleRank: number,
  work: (batch: Tensor) => Promise<Result>,
): Promise<Result> {
  if (input?.rank !== sampleRank) return work(input);
  const batch = expandDims(input, 0);
  try {
    return await work(batch);
  } finally {
    batch.dispose();
  }
}
