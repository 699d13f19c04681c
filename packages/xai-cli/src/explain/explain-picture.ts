import { heatmap, type ImageRange, type RGBAImage, sheet, toImages } from 'vision-heatmaps';
import type { Explanation } from 'xai-base';
import { colorbarOf } from '../images/colorbars';

const LEAST_CELL = 224;

/** The heatmaps of an explanation, pixel for pixel: one, or one a feature. */
export async function drawHeatmaps(explanation: Explanation, imageRange?: ImageRange): Promise<RGBAImage[]> {
  // a map that is coarser than the input is laid over it; tells it the range of brightness, too
  const image = explanation.heatmap === 'cam' ? explanation.input : undefined;
  return heatmap(explanation, { image, imageRange });
}

/** The input and its heatmaps beside each other, labelled, with the bar of colours. */
export async function drawSheet(
  explanation: Explanation,
  drawn: readonly RGBAImage[],
  title: string,
  imageRange?: ImageRange,
): Promise<RGBAImage> {
  const [image] = await toImages(explanation.input, imageRange);
  const features = (explanation.extras?.features as number[][] | undefined)?.[0];
  return sheet({
    title,
    rows: [''],
    columns: ['input', ...drawn.map((_, at) => (features ? `feature ${features[at]}` : explanation.analyzer))],
    cells: [[image, ...drawn]],
    colorbar: colorbarOf(explanation.heatmap),
    cellSize: { width: Math.max(LEAST_CELL, image.width), height: Math.max(LEAST_CELL, image.height) },
  });
}
