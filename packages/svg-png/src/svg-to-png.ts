import { checkKeys } from 'xai-base';
import type { Assets } from './assets';
import { optionNames, type PngOptions } from './options';
import { render } from './render';

/** A picture in pixels, laid out as the browser's `ImageData`. */
export interface Pixels {
  /** Pixels in a row. */
  readonly width: number;
  /** Rows of pixels. */
  readonly height: number;
  /** Red, green, blue and alpha of each pixel in 0..255, row by row from the top. */
  readonly data: Uint8ClampedArray<ArrayBuffer>;
}

/**
 * The bytes of a PNG file that shows an SVG: the same on every machine, in Node and in browsers, for no font but the given ones is used. In Node, `svgToPng` of
 * `svg-png/node` has a font with it.
 *
 * What an SVG refers to outside of itself is not loaded; `prefers-color-scheme` is light.
 *
 * @throws {FormatError} for what is no SVG, or no module of resvg
 * @throws {ValueError} for fonts that are none, an option that does not exist, or a picture of more than 2^26 pixels
 *
 * @example
 * ```ts
 * import { readFileSync } from 'node:fs';
 *
 * const wasm = readFileSync(require.resolve('@resvg/resvg-wasm/index_bg.wasm'));
 * const fonts = [new Uint8Array(readFileSync('fonts/DejaVuSans.ttf'))];
 * const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="80" height="20"><text y="15">ΑΩ я ს</text></svg>';
 * const png = await svgToPng(svg, { wasm, fonts });
 * String.fromCharCode(...png.subarray(1, 4)); // => 'PNG'
 * ```
 */
export function svgToPng(svg: string, options: Assets & PngOptions): Promise<Uint8Array> {
  checkKeys(options, ['wasm', 'fonts', ...optionNames], 'svgToPng');
  return render(svg, options, options, (picture) => picture.asPng());
}

/**
 * The pixels that an SVG is drawn in, as {@link svgToPng} writes them.
 *
 * @throws {FormatError} for what is no SVG, or no module of resvg
 * @throws {ValueError} for fonts that are none, an option that does not exist, or a picture of more than 2^26 pixels
 *
 * @example
 * ```ts
 * import { readFileSync } from 'node:fs';
 *
 * const wasm = readFileSync(require.resolve('@resvg/resvg-wasm/index_bg.wasm'));
 * const fonts = [new Uint8Array(readFileSync('fonts/DejaVuSans.ttf'))];
 * const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"><rect width="1" height="1" fill="#ff8000"/></svg>';
 * (await svgToPixels(svg, { wasm, fonts, scale: 1 })).data; // => [255, 128, 0, 255]
 * ```
 */
export function svgToPixels(svg: string, options: Assets & PngOptions): Promise<Pixels> {
  checkKeys(options, ['wasm', 'fonts', ...optionNames], 'svgToPixels');
  return render(svg, options, options, ({ width, height, pixels }) => ({
    width,
    height,
    data: straight(Uint8ClampedArray.from(pixels)),
  }));
}

/** Colours by themselves: resvg has them multiplied by their alpha. */
function straight(data: Uint8ClampedArray<ArrayBuffer>): Uint8ClampedArray<ArrayBuffer> {
  for (let at = 0; at < data.length; at += 4) {
    const alpha = data[at + 3];
    if (alpha === 0 || alpha === 255) continue;
    for (let channel = at; channel < at + 3; channel++) data[channel] = (255 * data[channel]) / alpha;
  }
  return data;
}
