import type { Tensor } from '@tensorflow/tfjs-core';
import { heatmap, type ImageRange, sheet, toImages } from 'vision-heatmaps';
import type { Explanation } from 'xai-base';
import { colorbarOf } from './colorbars';
import type { Caption, PixelDrawing } from './drawing';

const LEAST_CELL = 224;

/**
 * The heatmaps of an explanation, pixel for pixel, and a sheet of them beside the input.
 *
 * @param shown the input, red first
 */
export async function imageDrawing(
  explanation: Explanation,
  shown: Tensor,
  { title }: Caption,
  imageRange?: ImageRange,
): Promise<PixelDrawing> {
  // a map that is coarser than the input is laid over it; tells it the range of brightness, too
  const below = explanation.heatmap === 'cam' ? shown : undefined;
  const heatmaps = await heatmap(explanation, { image: below, imageRange });
  const [image] = await toImages(shown, imageRange);
  const features = (explanation.extras?.features as number[][] | undefined)?.[0];
  return {
    kind: 'pixels',
    heatmaps,
    sheet: sheet({
      title,
      rows: [''],
      columns: ['input', ...heatmaps.map((_, at) => (features ? `feature ${features[at]}` : explanation.analyzer))],
      cells: [[image, ...heatmaps]],
      colorbar: colorbarOf(explanation.heatmap),
      cellSize: { width: Math.max(LEAST_CELL, image.width), height: Math.max(LEAST_CELL, image.height) },
    }),
  };
}
