import { readFileSync } from 'node:fs';
import path from 'node:path';
import { FormatError } from 'xai-base';
import { svgToPng } from '../src';

test('what is no module is an error, after which the right one is taken', async () => {
  const fonts = [new Uint8Array(readFileSync(path.join(__dirname, '../fonts/DejaVuSans.ttf')))];
  const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>';
  const attempt = svgToPng(svg, { wasm: new Uint8Array([1, 2, 3]), fonts });
  await expect(attempt).rejects.toThrow(/wasm cannot be loaded; expected the module @resvg/);
  await expect(attempt).rejects.toThrow(FormatError);
  const wasm = readFileSync(require.resolve('@resvg/resvg-wasm/index_bg.wasm'));
  expect((await svgToPng(svg, { wasm, fonts })).length).toBeGreaterThan(50);
});
