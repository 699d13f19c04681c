import path from 'node:path';
import { svgToPng } from 'svg-png/node';
import { bundle } from '../../../tooling/browser/bundle';
import { openChromium } from '../../../tooling/browser/open-chromium';
import { serve } from '../../../tooling/browser/serve';

const PAGE = '<!doctype html><link rel="icon" href="data:,"><script type="module" src="/script/page.js"></script>';

test('a page draws the same bytes as Node', async () => {
  const folders = {
    script: bundle(path.join(__dirname, 'support/page.ts'), path.join(__dirname, '../../../tsconfig.json')),
    fonts: path.join(__dirname, '../fonts'),
    resvg: path.dirname(require.resolve('@resvg/resvg-wasm/index_bg.wasm')),
  };
  const { url, server } = await serve(PAGE, folders);
  const browser = await openChromium();
  try {
    const page = await browser.newPage();
    await page.goto(url);
    const words = '<text x="4" y="20">Ελληνικά <tspan font-weight="bold">кириллица</tspan> 0.25</text>';
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="240" height="30" font-family="system-ui">${words}</svg>`;
    const drawn = await page.evaluate(
      (given) => (globalThis as unknown as { draw(svg: string): Promise<number[]> }).draw(given),
      svg,
    );
    expect(Buffer.compare(Buffer.from(drawn), Buffer.from(await svgToPng(svg)))).toBe(0);
  } finally {
    await browser.close();
    server.close();
  }
});
