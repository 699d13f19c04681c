import { heatmap, type ImageRange, type RGBAImage, sheet, toImages } from 'vision-heatmaps';
import type { Explanation } from 'xai-base';
import { colorbarOf } from '../images/colorbars';

const LEAST_CELL = 224;

/** The heatmap of an explanation, pixel for pixel. */
export async function drawHeatmap(explanation: Explanation, imageRange?: ImageRange): Promise<RGBAImage> {
  // a map that is coarser than the input is laid over it; tells it the range of brightness, too
  const image = explanation.heatmap === 'cam' ? explanation.input : undefined;
  const [drawn] = await heatmap(explanation, { image, imageRange });
  return drawn;
}

/** The input and its heatmap beside each other, labelled, with the bar of colours. */
export async function drawSheet(
  explanation: Explanation,
  drawn: RGBAImage,
  title: string,
  imageRange?: ImageRange,
): Promise<RGBAImage> {
  const [image] = await toImages(explanation.input, imageRange);
  return sheet({
    title,
    rows: [''],
    columns: ['input', explanation.analyzer],
    cells: [[image, drawn]],
    colorbar: colorbarOf(explanation.heatmap),
    cellSize: { width: Math.max(LEAST_CELL, image.width), height: Math.max(LEAST_CELL, image.height) },
  });
}
