import {
  AlphaOverlay,
  ColormapTransform,
  type Context,
  type Drawing,
  type HeatmapImage,
  mapPlacement,
  presetPipeline,
  type RGBAImage,
  type Transform,
  toImages,
  type Values,
} from 'vision-heatmaps';
import type { PlainExplanation, PlainTensor } from 'xai-base';
import { ShapeError } from 'xai-base';
import { checkSample, sampleOf } from '../explanations/sample-of';
import { type ColorOptions, given } from './color-options';

/** A heatmap, the image that it explains, and the number of each pixel. */
export interface ImageDrawing {
  readonly width: number;
  readonly height: number;
  /** What the colours stand for, row by row. */
  readonly values: Float64Array;
  readonly heatmap: HeatmapImage;
  readonly input?: RGBAImage;
}

/**
 * Draws a sample as `vision-heatmaps` does, and keeps what the colours stand for.
 *
 * @throws {ShapeError} for an explanation of anything but images
 */
export async function drawImage(
  { val, input, heatmap, extras }: PlainExplanation,
  sample: number,
  options: ColorOptions,
): Promise<ImageDrawing> {
  checkSample({ val } as PlainExplanation, sample);
  const values = pixelsOf(sampleOf(val, sample));
  const below = isImage(input) ? await toImages(sampleOf(input, sample % input.shape[0])) : undefined;
  const context: Context = { images: below, placement: mapPlacement(input, extras), colorRange: 'sample' };
  const { transforms } = presetPipeline(heatmap, given(options));
  const colors = transforms.findIndex((transform) => transform instanceof ColormapTransform);
  const run = (steps: readonly Transform[], drawing: Drawing) =>
    steps.reduce((latest, step) => step.apply(latest, context), drawing);
  const numbers = run(transforms.slice(0, colors), values) as Values;
  const [drawn] = run([transforms[colors]], numbers) as HeatmapImage[];
  return { width: drawn.width, height: drawn.height, values: numbers.data, heatmap: drawn, input: below?.[0] };
}

/** The heatmap laid over its input, as opaque as is said; alone where there is no image. */
export function overlaid({ heatmap, input }: ImageDrawing, alpha: number): RGBAImage {
  if (!input) return heatmap;
  const context: Context = { images: [input], colorRange: 'sample' };
  const [picture] = new AlphaOverlay(alpha).apply([heatmap], context) as HeatmapImage[];
  return picture;
}

function pixelsOf({ shape, data }: PlainTensor): Values {
  if (shape.length === 3 || shape.length === 4)
    return { shape: shape.length === 3 ? [...shape, 1] : shape, data: Float64Array.from(data) };
  const expected = '[batch, height, width, channels] or [batch, height, width]';
  const message = `explanation.val has shape [${shape}]; expected ${expected}.`;
  throw new ShapeError(message, { argument: 'explanation.val', value: shape, expected });
}

function isImage({ shape }: PlainTensor): boolean {
  return shape.length === 4 && [1, 3, 4].includes(shape[3]);
}
