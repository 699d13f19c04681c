import type { ShownStrategies } from '../../src/state/dashboard-state';
import { audit } from '../support/audit';
import { act, dashboardOfTests, drop, opened, stateOf } from '../support/open-dashboard';
import { cheatingNetwork, watermarkedEights } from '../support/watermarked-eights';

const COUNT = 48;

const dashboard = dashboardOfTests();

const panel = () => dashboard.page.locator('strategy-panel');
const cell = (method: string) => dashboard.page.locator('explanation-cell', { hasText: method });

/** The names of the samples of each cluster. */
function clustersOf({ items, found }: ShownStrategies): string[][] {
  const { analysis, items: looked } = found!;
  return analysis.clusters.map((samples) => samples.map((sample) => items[looked[sample]].label));
}

test('of the digits that are shipped, what speaks for one in all of them', async () => {
  await cell('LRP').getByRole('button', { name: 'Strategies' }).click();
  await panel().locator('xai-sheet xai-image').first().waitFor();
  const words = await panel().locator('.words').textContent();
  expect(words).toMatch(/all 10 samples .*But 10 samples say little/);
  expect(await panel().locator('img').getAttribute('alt')).toMatch(/strateg/);
  await panel().getByRole('button', { name: 'Close the strategies' }).click();
  expect((await stateOf(dashboard.page)).strategies).toBeUndefined();
});

test('of dropped images, those with a watermark are a cluster of their own, with its most typical samples', async () => {
  const { page } = dashboard;
  await drop(page, { ...cheatingNetwork(), ...(await watermarkedEights(COUNT)) });
  await opened(page, 'cheating/model.json');
  await page.waitForFunction(
    (count) => document.querySelector('xai-dashboard')!.dashboard!.state.items.length === count,
    COUNT,
  );
  await act(page, 'setMethods', [{ name: 'InputTimesGradient' }]);
  await cell('InputTimesGradient').getByRole('button', { name: 'Strategies' }).click();
  await panel().locator('xai-sheet').nth(1).waitFor();
  const { strategies } = await stateOf(page);
  const [plain, marked] = clustersOf(strategies!);
  expect(strategies!.found!.analysis.strategies).toBe(2);
  expect([plain.length, marked.length]).toEqual([COUNT * 0.75, COUNT * 0.25]);
  expect(marked.every((name) => name.startsWith('marked'))).toBe(true);
  expect(await panel().locator('.words').textContent()).toContain('2 strategies');
  const headings = await panel().locator('xai-sheet').nth(1).locator('thead th').allTextContents();
  expect(headings).toEqual(marked.slice(0, 6));
  expect(await panel().locator('xai-sheet').nth(1).locator('xai-image').count()).toBe(12); // each above its heatmap
});

test('axe-core finds nothing, by day and by night, and nothing is wider than a phone', async () => {
  const { page } = dashboard;
  for (const [width, colorScheme] of [
    [375, 'dark'],
    [1440, 'light'],
  ] as const) {
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme });
    await page.waitForTimeout(200); // what is new on the page is faded in
    expect(await audit(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
  }
});

test('the search tells how far it is, and is ended', async () => {
  const { page } = dashboard;
  await act(page, 'hideStrategies');
  const long = { name: 'IntegratedGradients', steps: 5000 };
  await act(page, 'setMethods', [{ name: 'IntegratedGradients', steps: 5000 }]);
  void act(page, 'showStrategies', {}, long).catch(() => undefined);
  await page.waitForFunction(() => {
    const { progress } = document.querySelector('xai-dashboard')!.dashboard!.state.strategies ?? {};
    return progress && progress.done > 0 && progress.done < progress.total;
  });
  await panel().getByRole('button', { name: 'Cancel' }).click();
  expect((await stateOf(page)).strategies).toBeUndefined();
  await act(page, 'setMethods', [{ name: 'Gradient' }]); // the worker is free at once
  expect(Object.values((await stateOf(page)).cells).map(({ status }) => status)).toContain('done');
  expect((await stateOf(page)).messages).toEqual([]);
});

test('the page has nothing to complain of', () => {
  expect(dashboard.complaints).toEqual([]);
});
