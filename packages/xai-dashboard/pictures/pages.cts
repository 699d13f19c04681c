/** The pictures of the README, of the built page: `npx tsx packages/xai-dashboard/pictures/pages.cts`. */
import path from 'node:path';
import type { Page } from 'playwright-core';
import { act, drop, openDashboard, opened, settled } from '../test/support/open-dashboard';
import { cheatingNetwork, watermarkedEights } from '../test/support/watermarked-eights';

/** What is photographed: a model, by day or by night, as wide as a screen or a phone. */
interface Shot {
  readonly name: string;
  readonly model: string;
  readonly colorScheme: 'light' | 'dark';
  readonly width: number;
  readonly height: number;
  readonly before?: (page: Page) => Promise<void>;
}

const output = (page: Page, name: string) => page.locator('prediction-list .output', { hasText: name }).first();

/** Waits until as many samples are on the page. */
const listed = (page: Page, count: number) =>
  page.waitForFunction((all) => document.querySelector('xai-dashboard')?.dashboard?.state.items.length === all, count);

const shots: readonly Shot[] = [
  {
    ...{ name: 'digits-dark', model: 'digits', colorScheme: 'dark', width: 1440, height: 840 },
    async before(page) {
      await output(page, '9').click();
      await output(page, '4').click();
    },
  },
  {
    ...{ name: 'layers', model: 'digits', colorScheme: 'light', width: 1440, height: 1440 },
    async before(page) {
      await page.getByRole('button', { name: 'Layers' }).click();
      await page.locator('layer-table xai-image').first().waitFor();
    },
  },
  {
    ...{ name: 'strategies', model: 'digits', colorScheme: 'light', width: 1440, height: 2090 },
    async before(page) {
      await drop(page, { ...cheatingNetwork(), ...(await watermarkedEights(48)) });
      await opened(page, 'cheating/model.json');
      await listed(page, 48);
      await act(page, 'setMethods', [{ name: 'InputTimesGradient' }]);
      await page.getByRole('button', { name: 'Strategies' }).click();
      await page.locator('strategy-panel xai-sheet').nth(1).waitFor();
    },
  },
  {
    ...{ name: 'concepts', model: 'digits', colorScheme: 'light', width: 1440, height: 760 },
    async before(page) {
      await drop(page, await watermarkedEights(40));
      await listed(page, 50);
      await act(page, 'chooseItem', 9);
      await act(page, 'setMethods', [{ name: 'CRP' }]);
      await page.getByRole('button', { name: 'What these features stand for' }).click();
      await page.locator('explanation-picture .concept canvas').first().waitFor();
    },
  },
  { name: 'mails', model: 'mails', colorScheme: 'light', width: 1440, height: 760 },
  { name: 'weather-dark', model: 'weather', colorScheme: 'dark', width: 1440, height: 1060 },
  { name: 'penguins-phone', model: 'penguins', colorScheme: 'light', width: 375, height: 1500 },
  { name: 'digits-phone-dark', model: 'digits', colorScheme: 'dark', width: 375, height: 1500 },
];

async function draw(): Promise<void> {
  const dashboard = await openDashboard();
  const { page } = dashboard;
  await settled(page);
  for (const { name, model, colorScheme, width, height, before } of shots) {
    await page.setViewportSize({ width, height });
    await page.emulateMedia({ colorScheme });
    await page.evaluate((shown) => document.querySelector('xai-dashboard')?.dashboard?.openShipped(shown), model);
    await settled(page);
    await before?.(page);
    await settled(page);
    await page.mouse.move(0, 0);
    await page.waitForTimeout(600);
    await page.screenshot({ path: path.join(__dirname, `${name}.png`) });
  }
  await dashboard.close();
}

draw();
