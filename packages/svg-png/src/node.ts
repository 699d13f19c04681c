import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { checkKeys } from 'xai-base';
import { type Assets, checkFonts } from './assets';
import { optionNames, type PngOptions } from './options';
import { type Pixels, svgToPixels as pixelsOf, svgToPng as pngOf } from './svg-to-png';

export { isFont } from './assets';

/** How an SVG is drawn in Node, where the module and DejaVu Sans come with this package. */
export interface NodePngOptions extends PngOptions {
  /**
   * The bytes of further TrueType or OpenType fonts, for the letters that DejaVu Sans lacks: Chinese, Japanese, Korean, Thai, the scripts of India. What no
   * font has is drawn as an empty box.
   */
  readonly fonts?: readonly Uint8Array[];
}

/**
 * The bytes of a PNG file that shows an SVG: the same on every machine, for the font comes with the package and none is taken from the machine. DejaVu Sans has Latin,
 * Greek, Cyrillic, Armenian, Georgian, Hebrew and Arabic letters, signs and arrows.
 *
 * @throws {FormatError} for what is no SVG
 * @throws {ValueError} for fonts that are none, an option that does not exist, or a picture of more than 2^26 pixels
 *
 * @example
 * ```ts
 * import { svgToPng } from 'svg-png/node';
 *
 * const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="60" height="20"><text y="15">Ω я ს</text></svg>';
 * const [png, again] = [await svgToPng(svg), await svgToPng(svg)];
 * Buffer.compare(png, again); // => 0
 * ```
 */
export async function svgToPng(svg: string, options: NodePngOptions = {}): Promise<Uint8Array> {
  checkKeys(options, ['fonts', ...optionNames], 'svgToPng');
  return pngOf(svg, { ...options, ...(await assets(options.fonts)) });
}

/**
 * The pixels that an SVG is drawn in, as {@link svgToPng} writes them.
 *
 * @throws {FormatError} for what is no SVG
 * @throws {ValueError} for fonts that are none, an option that does not exist, or a picture of more than 2^26 pixels
 *
 * @example
 * ```ts
 * import { svgToPixels } from 'svg-png/node';
 *
 * const { width, height } = await svgToPixels('<svg xmlns="http://www.w3.org/2000/svg" width="30" height="20"/>');
 * [width, height]; // => [60, 40]
 * ```
 */
export async function svgToPixels(svg: string, options: NodePngOptions = {}): Promise<Pixels> {
  checkKeys(options, ['fonts', ...optionNames], 'svgToPixels');
  return pixelsOf(svg, { ...options, ...(await assets(options.fonts)) });
}

let shipped: Promise<Assets> | undefined;

async function assets(more: readonly Uint8Array[] = []): Promise<Assets> {
  checkFonts(more);
  shipped ??= readAssets();
  const { wasm, fonts } = await shipped;
  return { wasm, fonts: [...fonts, ...more] };
}

async function readAssets(): Promise<Assets> {
  const folder = packageFolder();
  const { resolve } = createRequire(path.join(folder, 'package.json'));
  const [wasm, ...fonts] = await Promise.all([
    readFile(resolve('@resvg/resvg-wasm/index_bg.wasm')),
    ...['DejaVuSans.ttf', 'DejaVuSans-Bold.ttf'].map((file) => readFile(path.join(folder, 'fonts', file))),
  ]);
  return { wasm, fonts };
}

/** Where this package is: above its code, or as a dependency of the program where its sources run as ES modules, which have no `__dirname`. */
function packageFolder(): string {
  if (typeof __dirname === 'string') return path.dirname(__dirname);
  return path.dirname(createRequire(path.resolve('package.json')).resolve('svg-png/package.json'));
}
