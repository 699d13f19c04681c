import { Resvg } from '@resvg/resvg-wasm';
import { describeValue, FormatError } from 'xai-base';
import { type Assets, checkAssets } from './assets';
import { checkArea, type PngOptions, settledOptions } from './options';
import { start } from './start';

/** A picture while it is in resvg's memory. */
export interface Rendered {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8Array;
  asPng(): Uint8Array;
}

/** Draws an SVG and takes from the picture what is wanted; nothing of it is kept. */
export async function render<T>(
  svg: string,
  assets: Assets,
  options: PngOptions,
  take: (picture: Rendered) => T,
): Promise<T> {
  if (typeof svg !== 'string') throw wrongSvg(describeValue(svg));
  checkAssets(assets);
  const { scale, background } = settledOptions(options);
  await start(assets.wasm);
  const drawing = read(svg, assets, scale, background);
  try {
    checkArea(drawing.width, drawing.height, scale);
    const picture = drawing.render();
    try {
      return take(picture);
    } finally {
      picture.free();
    }
  } finally {
    drawing.free();
  }
}

/** Squares for pixels are known to resvg by the name that they have in SVG 1.1. */
function read(svg: string, { fonts }: Assets, scale: number, background: string) {
  try {
    return new Resvg(svg.replaceAll('image-rendering="pixelated"', 'image-rendering="optimizeSpeed"'), {
      font: { fontBuffers: [...fonts] },
      fitTo: { mode: 'zoom', value: scale },
      ...(background !== 'none' && { background }),
    });
  } catch (cause) {
    throw wrongSvg(`cannot be read (${(cause as Error).message ?? cause})`, cause);
  }
}

function wrongSvg(given: string, cause?: unknown): FormatError {
  const expected = 'the text of an SVG, <svg xmlns="http://www.w3.org/2000/svg" width="..." height="...">';
  return new FormatError(`svg ${cause ? given : `is ${given}`}; expected ${expected}.`, {
    argument: 'svg',
    expected,
    cause,
  });
}
