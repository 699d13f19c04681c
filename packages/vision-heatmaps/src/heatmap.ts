import { Tensor } from '@tensorflow/tfjs-core';
import {
  type AnalyzeOptions,
  type Analyzer,
  analyze,
  describeValue,
  type ExplanationParts,
  isPlainTensor,
  type OutputSelection,
  type PlainExplanation,
  type PlainTensor,
  ValueError,
} from 'xai-base';
import { checkHeatmapOptions, type HeatmapOptions, splitOptions } from './heatmap-options';
import type { HeatmapImage } from './images/heatmap-image';
import { imagesBelow } from './images/images-below';
import { checkImage } from './images/rgba-image';
import { isImageShape } from './images/to-images';
import { presetPipeline } from './preset-pipeline';
import { type Drawing, isDrawn } from './transforms/transform';
import { mapPlacement } from './values/map-placement';
import { readBatch } from './values/read-batch';

/** What is drawn of an explanation, which may be plain data. */
export type Drawable = Pick<ExplanationParts | PlainExplanation, 'val' | 'heatmap' | 'input' | 'extras'>;

/** Values alone lack the rest. */
type ToDraw = Pick<Drawable, 'val'> & Partial<Drawable>;

/**
 * Draws an explanation: one image a sample, by the preset of its kind (see {@link presetPipeline}), with other colours or another
 * range if the options say so, or by a pipeline. An image knows what its colours mean (`legend`).
 * A `cam`, and whatever a pipeline of one's own draws, is laid over the explained input, if that is an image: where its cells look, if
 * `extras.receptiveField` says so, stretched over it otherwise.
 *
 * @param explanation its `val` is `[batch, height, width, channels]` or `[batch, height, width]`; it stays the caller's
 * @throws {ShapeError} for values or an image of another shape
 * @throws {ValueError} for NaN or infinite values, an invalid option or pipeline
 *
 * @example
 * ```ts
 * const input = tf.ones([1, 2, 2, 3]);
 * const parts = { val: tf.mul(input, -1), input, output: tf.ones([1, 10]), outputSelection: [4], analyzer: 'ByHand' };
 * const [image] = await heatmap(new Explanation({ ...parts, heatmap: 'attribution' }));
 * [image.width, image.height]; // => [2, 2]
 * image.data.slice(0, 4); // => [0, 0, 76, 255]
 * image.legend?.range; // => [-3, 3]
 * ```
 */
export function heatmap(explanation: Drawable, options?: HeatmapOptions): Promise<HeatmapImage[]>;
/** Draws values `[batch, height, width, channels]` or `[batch, height, width]`, as attributions unless a pipeline says otherwise. */
export function heatmap(values: Tensor, options?: HeatmapOptions): Promise<HeatmapImage[]>;
/** Analyzes and draws in one call; `options` are those of the analyzer and of the drawing. */
export function heatmap<Options extends AnalyzeOptions>(
  input: Tensor,
  analyzer: Analyzer<Options>,
  selection?: OutputSelection,
  options?: Options & HeatmapOptions,
): Promise<HeatmapImage[]>;
export async function heatmap<Options extends AnalyzeOptions>(
  drawn: Drawable | Tensor,
  second?: Analyzer<Options> | HeatmapOptions,
  selection?: OutputSelection,
  options?: Options & HeatmapOptions,
): Promise<HeatmapImage[]> {
  // With a selection, an analyzer that is none is not mistaken for options: `analyze` says what is wrong with it.
  if (!isAnalyzer(second) && selection === undefined && options === undefined)
    return draw(drawn instanceof Tensor ? { val: drawn } : drawn, second as HeatmapOptions | undefined);
  const { drawing, others } = splitOptions(options);
  checkHeatmapOptions(drawing);
  const explanation = await analyze(drawn as Tensor, second as Analyzer<Options>, selection, others);
  try {
    return await draw(explanation, drawing);
  } finally {
    explanation.dispose();
  }
}

function isAnalyzer<Options extends AnalyzeOptions>(value: object | undefined): value is Analyzer<Options> {
  return typeof (value as Analyzer | undefined)?.analyze === 'function';
}

async function draw(drawable: ToDraw, given?: HeatmapOptions | null): Promise<HeatmapImage[]> {
  const options = given ?? {};
  checkHeatmapOptions(options);
  const { val, heatmap: kind = 'attribution' } = checkDrawable(drawable);
  const { colorRange = 'sample', imageRange, colormap, range, clip } = options;
  const pipeline = options.pipeline ?? presetPipeline(kind, { colormap, range, clip });
  const values = await readBatch(val);
  const background = options.image ?? (kind === 'cam' || options.pipeline ? inputImage(drawable) : undefined);
  const images = background && (await imagesBelow(background, values.shape[0], imageRange));
  const placement = mapPlacement(drawable.input, drawable.extras);
  return checkDrawn(pipeline.apply(values, { images, colorRange, placement }));
}

/** The explained input, if it is a batch of images. */
function inputImage({ input }: ToDraw): Tensor | PlainTensor | undefined {
  return input?.shape?.length === 4 && isImageShape(input.shape) ? input : undefined;
}

function checkDrawable(drawable: ToDraw): ToDraw {
  if (drawable?.val instanceof Tensor || isPlainTensor(drawable?.val)) return drawable;
  const expected = 'an Explanation, a tensor of values, or an input tensor and an Analyzer';
  throw new ValueError(`There is nothing to draw in ${describeValue(drawable)}; expected ${expected}.`, {
    argument: 'explanation',
    value: drawable,
    expected,
  });
}

function checkDrawn(drawing: Drawing): HeatmapImage[] {
  if (!isDrawn(drawing)) {
    const expected = "a colour map in it, such as new CenteredColormap('seismic')";
    throw new ValueError(`The pipeline ended with values, not images; expected ${expected}.`, {
      argument: 'pipeline',
      expected,
    });
  }
  for (const image of drawing) checkImage(image, 'pipeline');
  return [...drawing];
}
