import { FormatError } from 'xai-base';

/** What is used of the package `svg-png`. */
interface SvgPng {
  svgToPng(svg: string): Promise<Uint8Array>;
}

/**
 * An SVG as the bytes of a PNG file.
 *
 * @param load inside `try`: only there do bundlers let a package be missing
 * @throws {FormatError} where the package `svg-png` is not installed
 */
export async function drawnPng(
  svg: string,
  load: () => Promise<SvgPng> = () => import('svg-png/node'),
): Promise<Uint8Array> {
  let found: SvgPng;
  try {
    found = await load();
  } catch (cause) {
    const expected = 'the package svg-png: npm install svg-png';
    throw new FormatError(`Pictures with text need what draws it; expected ${expected}.`, {
      argument: 'picture',
      expected,
      cause,
    });
  }
  return found.svgToPng(svg);
}
