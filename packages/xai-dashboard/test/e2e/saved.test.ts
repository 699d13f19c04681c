import { readFileSync } from 'node:fs';
import type { Download } from 'playwright-core';
import { deserializePlain } from 'xai-base';
import { checkRecipe } from 'xai-recipes';
import { audit } from '../support/audit';
import { act, dashboardOfTests, drawn, settled } from '../support/open-dashboard';

const dashboard = dashboardOfTests();

/** Opens a model that is shipped. */
async function show(name: string): Promise<void> {
  const { page } = dashboard;
  await page.evaluate((model) => document.querySelector('xai-dashboard')?.dashboard?.openShipped(model), name);
  await settled(page);
}

/** What is saved when something is clicked. */
async function saved(click: () => Promise<void>): Promise<[name: string, bytes: Buffer]> {
  const download: Promise<Download> = dashboard.page.waitForEvent('download');
  await click();
  const file = await download;
  return [file.suggestedFilename(), readFileSync(await file.path())];
}

test('an explanation is saved as a picture, as numbers and as a recipe', async () => {
  const { page } = dashboard;
  await show('penguins');
  const menu = page.getByLabel('Save KernelSHAP');
  const files: Record<string, Buffer> = {};
  for (const item of ['Picture as PNG', 'Picture as SVG', 'Explanation (safetensors)', 'Recipe (JSON)']) {
    await menu.click();
    const [name, bytes] = await saved(() => page.getByRole('button', { name: item }).first().click());
    files[name.split('.').slice(1).join('.')] = bytes;
  }
  expect(Object.keys(files)).toEqual(['png', 'svg', 'safetensors', 'json']);
  expect(files.png.subarray(1, 4).toString()).toBe('PNG');
  expect(files.svg.toString()).toContain('beak length (mm)');
  expect(deserializePlain(new Uint8Array(files.safetensors)).analyzer).toBe('KernelSHAP');
  expect(checkRecipe(JSON.parse(files.json.toString())).method.name).toBe('KernelSHAP');
});

test('of features that CRP shows, what they stand for is beside their maps, also in what is saved', async () => {
  const { page } = dashboard;
  await show('digits');
  await act(page, 'setMethods', [{ name: 'CRP', top: 3 }]);
  const maps = page.locator('explanation-picture xai-image');
  expect(await maps.count()).toBe(3);
  await page.getByRole('button', { name: 'What these features stand for' }).click();
  const concepts = page.locator('explanation-picture .concept');
  await concepts.nth(2).locator('canvas').first().waitFor();
  expect(await concepts.first().locator('canvas').first().getAttribute('aria-label')).toMatch(/^\d\.png/);
  const canvases = await page.locator('explanation-picture canvas[role=img]').count();
  await page.getByLabel('Save CRP').click();
  const [, svg] = await saved(() => page.getByRole('button', { name: 'Picture as SVG' }).first().click());
  expect(svg.toString().match(/<image /g)).toHaveLength(3 + canvases);
  expect(await audit(page)).toEqual([]);
});

test('a report is one file, which shows all that is on the page without a network', async () => {
  const { page } = dashboard;
  await show('digits');
  const lrp = page.locator('explanation-cell', { hasText: 'LRP' });
  await act(page, 'checkSanity');
  await lrp.getByRole('button', { name: 'Layers' }).click();
  await page.locator('layer-table xai-image').first().waitFor();
  await lrp.getByRole('button', { name: 'Strategies' }).click();
  await page.locator('strategy-panel xai-sheet xai-image').nth(1).waitFor();
  await drawn(page);
  const [name, bytes] = await saved(() => page.getByRole('button', { name: 'Save report' }).click());
  expect(name).toBe('Handwritten-digits-9-png-9.html');
  const report = await page.context().browser()!.newPage();
  await report.context().setOffline(true);
  await report.setContent(bytes.toString());
  const sections = report.locator('section:not(.input)');
  expect(await sections.locator('h2').allTextContents()).toEqual([
    'What speaks for 9, the prediction',
    'Through the layers by LRP',
    'How the model decides for 9, by LRP',
  ]);
  const cells = (at: number) => sections.nth(at).locator('article');
  expect(await cells(0).locator('h3').allTextContents()).toEqual(['IntegratedGradients', 'LRP', 'GradCAM']);
  expect(await cells(0).locator('> svg').count()).toBe(3);
  expect(await cells(0).nth(1).locator('li').first().textContent()).toMatch(/sane|sanity/);
  expect(await cells(1).locator('h3').allTextContents()).toContain('conv2d_1: ZPlus');
  expect(await cells(1).locator('> svg').count()).toBeGreaterThan(2);
  expect(await cells(2).locator('h3').allTextContents()).toEqual(expect.arrayContaining(['Strategies', 'Cluster 0']));
  expect(await cells(2).locator('> svg').count()).toBe(await cells(2).count());
  expect(await report.locator('script, link, iframe').count()).toBe(0);
  await report.context().setOffline(false);
  await report.close();
});

test('the page has nothing to complain of', () => {
  expect(dashboard.complaints).toEqual([]);
});
