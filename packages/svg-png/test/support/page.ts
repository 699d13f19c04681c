import { svgToPng } from '../../src';

const bytesOf = async (url: string) => new Uint8Array(await (await fetch(url)).arrayBuffer());

/** Draws an SVG in the page, by the font and the module that the server has. */
async function draw(svg: string): Promise<number[]> {
  const fonts = [await bytesOf('/fonts/DejaVuSans.ttf'), await bytesOf('/fonts/DejaVuSans-Bold.ttf')];
  return Array.from(await svgToPng(svg, { wasm: '/resvg/index_bg.wasm', fonts }));
}

Object.assign(globalThis, { draw });
