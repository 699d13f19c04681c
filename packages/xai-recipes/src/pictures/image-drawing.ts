import type { Tensor } from '@tensorflow/tfjs-core';
import { heatmap, type ImageRange, sheet, toImages } from 'vision-heatmaps';
import type { Explanation } from 'xai-base';
import { colorbarOf } from './colorbars';
import { conceptRows } from './concept-rows';
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
  { title, references }: Caption,
  imageRange?: ImageRange,
): Promise<PixelDrawing> {
  // a map that is coarser than the input is laid over it; tells it the range of brightness, too
  const below = explanation.heatmap === 'cam' ? shown : undefined;
  const heatmaps = await heatmap(explanation, { image: below, imageRange });
  const [image] = await toImages(shown, imageRange);
  const features = (explanation.extras?.features as number[][] | undefined)?.[0];
  const grid =
    features && references
      ? conceptRows({ analyzer: explanation.analyzer, features, references, heatmaps, image })
      : {
          rows: [''],
          columns: ['input', ...heatmaps.map((_, at) => (features ? `feature ${features[at]}` : explanation.analyzer))],
          cells: [[image, ...heatmaps]],
          cellSize: { width: Math.max(LEAST_CELL, image.width), height: Math.max(LEAST_CELL, image.height) },
        };
  const svg = sheet({ title, colorbar: colorbarOf(explanation.heatmap), ...grid }).toSVG();
  return { kind: 'pixels', heatmaps, svg };
}
