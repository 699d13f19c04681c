import path from 'node:path';
import { slic } from 'model-agnostic';
import { toAnsi } from 'vision-heatmaps';
import type { Explanation } from 'xai-base';
import type { ExplainOptions } from '../explain/explain-options';
import { drawHeatmaps, drawSheet } from '../explain/explain-picture';
import { readReferences } from '../explain/references';
import { beside } from '../images/compose';
import { contrastOf, normalize, parseNormalization, unchanged } from '../images/normalization';
import { readImage } from '../images/read-image';
import { inputShape } from '../models/input-shape';
import { type Caption, type Drawing, imageDrawing } from '../pictures/drawing';
import type { Comparison, Reading, Subject } from './subject';

/** Reads an image, what it is compared with, and how it is drawn. */
export async function readImageSubject({ options, loaded, bag }: Reading): Promise<Subject> {
  const { input: file, invert, segments, plain } = options as typeof options & { input: string };
  const normalization = options.normalize === undefined ? unchanged : parseNormalization(options.normalize);
  const input = bag.add(await readImage(file, inputShape(loaded), { normalization, invert }));
  const references = await readReferences(options, input.shape.slice(1), normalization);
  const [inputRef, background] = [bag.add(references.inputRef), bag.add(references.background)];
  const ends = [0, 1].map((brightness) => normalize(brightness, 0, normalization)) as [number, number];
  const range = normalization.mean.length === 1 ? ends : undefined;
  const superpixels = {
    segmenter: slic({ segments }),
    ...((options.background || options.reference !== undefined) && { background }),
  };
  return {
    modality: 'image',
    source: file,
    name: path.parse(file).name,
    input,
    inputRef,
    background,
    comparison: comparisonOf(options),
    contrast: contrastOf(normalization),
    hiding: { RISE: { background: inputRef }, LIME: superpixels, KernelSHAP: superpixels },
    draw: async (explanation: Explanation, { title }: Caption): Promise<Drawing> => {
      const drawn = await drawHeatmaps(explanation, range);
      const picture = plain ? beside(drawn) : await drawSheet(explanation, drawn, title, range);
      return {
        ...imageDrawing(picture),
        terminal: (columns) => toAnsi(drawn[0], { width: Math.min(drawn[0].width, columns, 80) }),
      };
    },
  };
}

/** Without an option, superpixels are hidden by the colours of the image itself. */
function comparisonOf({ background, reference }: ExplainOptions): Comparison {
  const usual = `brightness ${reference ?? 0}`;
  if (background) {
    const images = `${background.length} image${background.length > 1 ? 's' : ''}`;
    return { usual, GradientSHAP: images, LIME: images, KernelSHAP: images };
  }
  if (reference !== undefined) return { usual };
  return { usual, LIME: 'the mean colour of each superpixel', KernelSHAP: 'the mean colour of the image' };
}
