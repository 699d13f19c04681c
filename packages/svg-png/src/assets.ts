import { wrongValue } from 'xai-base';

/** Where the WebAssembly module of resvg comes from: its bytes, the module, a response, or an address to fetch. */
export type WasmSource = BufferSource | WebAssembly.Module | Response | URL | string;

/** What drawing needs besides the SVG. */
export interface Assets {
  /** `@resvg/resvg-wasm/index_bg.wasm`; it is loaded once, by the first call. */
  readonly wasm: WasmSource;
  /**
   * The bytes of TrueType or OpenType fonts. Letters are drawn by the first one that has them, whatever family the SVG asks for; no others are
   * looked for on the machine.
   */
  readonly fonts: readonly Uint8Array[];
}

/** @throws {ValueError} where the module or the fonts are missing, or of another kind */
export function checkAssets({ wasm, fonts }: Assets): void {
  if (wasm === undefined || wasm === null)
    throw wrongValue('wasm', wasm, 'the module @resvg/resvg-wasm/index_bg.wasm: its bytes or address');
  checkFonts(fonts);
  if (fonts.length === 0) throw wrongValue('fonts', fonts, 'at least one font, or no letter can be drawn');
}

/** @throws {ValueError} for anything but a list of the bytes of fonts */
export function checkFonts(fonts: readonly Uint8Array[]): void {
  const expected = 'a list of the bytes of TrueType or OpenType fonts (.ttf, .otf; a .woff is compressed)';
  if (!Array.isArray(fonts)) throw wrongValue('fonts', fonts, expected);
  for (const [at, font] of fonts.entries()) {
    if (!isFont(font)) throw wrongValue(`fonts[${at}]`, font, expected);
  }
}

/**
 * Whether something is the bytes of a TrueType or OpenType font, or of a collection of them, by how they begin.
 *
 * @example
 * ```ts
 * import { readFileSync } from 'node:fs';
 *
 * isFont(readFileSync('fonts/DejaVuSans.ttf')); // => true
 * isFont(new TextEncoder().encode('wOF2')); // => false
 * ```
 */
export function isFont(bytes: unknown): bytes is Uint8Array {
  return bytes instanceof Uint8Array && signatures.includes(String.fromCharCode(...bytes.subarray(0, 4)));
}

const signatures = ['\0\x01\0\0', 'OTTO', 'true', 'ttcf'];
