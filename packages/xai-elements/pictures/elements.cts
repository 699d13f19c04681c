/** The picture of the README: `npx tsx packages/xai-elements/pictures/elements.cts`. */
import path from 'node:path';
import { openChromium } from '../../../tooling/browser/open-chromium';
import { cam, images, row, series, text } from '../test/support/explanations';
import { openPage } from '../test/support/open-page';

async function draw(): Promise<void> {
  const browser = await openChromium();
  const site = await openPage(browser);
  await site.page.setViewportSize({ width: 1200, height: 760 });
  await site.page.evaluate(
    (given) => {
      const grid = Object.assign(document.createElement('section'), { id: 'grid' });
      grid.style.cssText = 'display:grid;grid-template-columns:repeat(3,1fr);gap:24px;padding:16px;align-items:start';
      for (const [tag, properties] of given as readonly (readonly [string, object])[])
        grid.append(Object.assign(document.createElement(tag), properties));
      document.querySelector('main')?.replaceChildren(grid);
    },
    [
      ['xai-image', { explanation: images, label: '<xai-image>' }],
      ['xai-image', { explanation: cam, label: '<xai-image>, laid over its input', colormap: 'batlow' }],
      ['xai-text', { explanation: text, label: '<xai-text>', selected: [2] }],
      ['xai-series', { explanation: series, label: '<xai-series>', featureNames: ['wind', 'rain'] }],
      ['xai-table', { explanation: row, label: '<xai-table>', look: 'waterfall' }],
      ['xai-table', { explanation: row, label: '<xai-table>', theme: 'dark' }],
    ] as const,
  );
  await site.page.waitForTimeout(500);
  await site.page.locator('#grid').screenshot({ path: path.join(__dirname, 'elements.png') });
  await site.close();
  await browser.close();
}

draw();
