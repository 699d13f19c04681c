export { type Assets, isFont, type WasmSource } from './assets';
export type { PngOptions } from './options';
export { type Pixels, svgToPixels, svgToPng } from './svg-to-png';
