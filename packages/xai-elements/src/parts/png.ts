import { drawOnCanvas, type RGBAImage } from 'vision-heatmaps';

/** The pixels of a PNG for one of an SVG. */
const SCALE = 2;

/** A canvas that shows an image. */
export function canvasOf(image: RGBAImage, canvas = document.createElement('canvas')): HTMLCanvasElement {
  drawOnCanvas(image, canvas);
  return canvas;
}

/** The bytes of a canvas as a PNG. */
export function pngOf(canvas: HTMLCanvasElement): Promise<Blob> {
  return new Promise((resolve, reject) => {
    const done = (blob: Blob | null) =>
      blob ? resolve(blob) : reject(new Error('The browser makes no PNG of this picture; it may be too large.'));
    canvas.toBlob(done, 'image/png');
  });
}

/**
 * A picture drawn by the browser from its SVG, twice as wide and high, as a PNG.
 *
 * @throws for an SVG that the browser cannot draw, or a picture that is too large for it
 *
 * @example
 * ```ts no-run
 * const svg = document.querySelector('xai-table')!.toSVG();
 * const png = await pngOfSvg(svg); // URL.createObjectURL(png)
 * ```
 */
export async function pngOfSvg(svg: string): Promise<Blob> {
  const url = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = SCALE * image.naturalWidth;
    canvas.height = SCALE * image.naturalHeight;
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await pngOf(canvas);
  } finally {
    URL.revokeObjectURL(url);
  }
}
