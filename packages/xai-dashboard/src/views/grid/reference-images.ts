import { drawOnCanvas } from 'vision-heatmaps';
import type { ConceptReference } from 'xai-recipes';
import { compose, sizeOf } from 'xai-recipes';

/** Beside the map of a feature: so many parts in a row, as wide and high as this at most, with gaps between them. */
const [COLUMNS, SIDE, GAP] = [3, 72, 8];

/** A part of a sample that a feature sees, called as the sample is. */
export function referenceImage({ image }: ConceptReference, label: string): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  drawOnCanvas(image, canvas);
  canvas.setAttribute('role', 'img');
  canvas.setAttribute('aria-label', label);
  canvas.title = label;
  return canvas;
}

/** The map of a feature with what it stands for beside it; alone where that was not looked for. */
export function withReferences(map: string, references: readonly HTMLCanvasElement[]): string {
  if (references.length === 0) return map;
  const { width, height } = sizeOf(map);
  const step = SIDE + GAP;
  const parts = references.map((canvas, at) => ({
    svg: svgOf(canvas),
    x: width + GAP + (at % COLUMNS) * step,
    y: Math.floor(at / COLUMNS) * step,
  }));
  const rows = Math.ceil(references.length / COLUMNS);
  return compose(width + GAP + COLUMNS * step, Math.max(height, rows * step), [{ svg: map, x: 0, y: 0 }, ...parts]);
}

function svgOf(canvas: HTMLCanvasElement): string {
  const scale = SIDE / Math.max(canvas.width, canvas.height);
  const size = `width="${scale * canvas.width}" height="${scale * canvas.height}"`;
  const image = `<image ${size} image-rendering="pixelated" href="${canvas.toDataURL('image/png')}"/>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" ${size}>${image}</svg>`;
}
