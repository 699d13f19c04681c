import { type Tensor, transpose } from '@tensorflow/tfjs-core';
import { type Explanation, type Model, type ModelFunction, ShapeError, toModelView, wrongValue } from 'xai-base';
import { channelsFirst, channelsLast, isGivenFirst, pictureOrder } from '../channel-order';
import { isOnnxSource, type ModelSource, OnnxFile } from '../onnx-file';
import { checkExplainOptions, type ExplainOptions, explainOutputs } from './explain-outputs';
import { withSamples } from './with-samples';

/** What {@link explainImage} takes besides the settings of the method. */
export interface ImageOptions {
  /**
   * Whether the image and the model have the channels before height and width, as PyTorch has them. Left out, an ONNX file tells it by the
   * shape of its input; other models take channels last. The explanation has them last in any case.
   */
  channelsFirst?: boolean;
}

/** Pixels in arrays: `[height][width][channels]`. */
export type ImageArrays = readonly (readonly ArrayLike<number>[])[];

const wayOut = 'For an image of one channel: tf.expandDims(image, -1).';

/**
 * Explains what a model says of an image, by RISE (pixels), or LIME or KernelSHAP (superpixels).
 *
 * @param model a function, a tfjs-layers `LayersModel`, a tfjs `GraphModel` or an ONNX file, of images `[batch, height, width, channels]`
 * @param image `[height, width, channels]`, or a batch `[batch, height, width, channels]`; see `channelsFirst`
 * @param options `method`, its settings, `labels`, `channelsFirst`, and those of `analyze`
 * @returns an explanation a label, `val` being `[batch, height, width, 1]`; they belong to the caller
 * @throws {ShapeError} for what is no image, or one that seems to have its channels first, where nobody says so
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
export async function explainImage(
  model: ModelSource,
  image: Tensor | ImageArrays,
  options: ExplainOptions & ImageOptions,
): Promise<Explanation[]> {
  checkExplainOptions(options, ['channelsFirst'], 'explainImage');
  if (options.channelsFirst !== undefined && typeof options.channelsFirst !== 'boolean') {
    throw wrongValue('channelsFirst', options.channelsFirst, 'true or false');
  }
  const wanted = { argument: 'image', axes: ['height', 'width', 'channels'], wayOut, missing: options.missingValues };
  const file = isOnnxSource(model) ? new OnnxFile(model, options.channelsFirst) : undefined;
  try {
    return await withSamples(image, wanted, async (batch) => {
      const isFirst =
        options.channelsFirst ?? (file ? await isTakenFirst(batch, file) : seemsLast(batch, model as Model));
      if (!isFirst) return explainOutputs(file?.call ?? model, batch, options);
      return withChannelsLast(batch, (moved) =>
        explainOutputs(file?.call ?? ofChannelsFirst(model as Model), moved, options),
      );
    });
  } finally {
    await file?.dispose();
  }
}

/** Whether an image is as a file takes it, with the channels first. */
async function isTakenFirst({ shape }: Tensor, file: OnnxFile): Promise<boolean> {
  const stated = await file.stated();
  return stated !== undefined && isGivenFirst(stated, shape);
}

/** @throws {ShapeError} for an image that a function would take with its channels first, as far as the shape tells; others say what they take */
function seemsLast({ shape }: Tensor, model: Model): false {
  if (typeof model !== 'function' || pictureOrder(shape.slice(1)) !== 'first') return false;
  const expected = 'an image [height, width, channels]';
  const message =
    `image has shape [${shape.slice(1).join(', ')}], whose channels seem to come first; expected ${expected}. ` +
    'Say { channelsFirst: true } if the image and the model have them first, else { channelsFirst: false }.';
  throw new ShapeError(message, { argument: 'image', value: shape, expected });
}

async function withChannelsLast<Result>(batch: Tensor, work: (moved: Tensor) => Promise<Result>): Promise<Result> {
  const moved = transpose(batch, channelsLast([0, 1, 2, 3]));
  try {
    return await work(moved);
  } finally {
    moved.dispose();
  }
}

/** A model of images with channels first as one that takes them last. */
function ofChannelsFirst(model: Model): ModelFunction {
  const view = toModelView(model);
  return async (images) => {
    const moved = transpose(images, channelsFirst([0, 1, 2, 3]));
    try {
      return await view.predict(moved);
    } finally {
      moved.dispose();
    }
  };
}
