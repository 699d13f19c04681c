import { readFileSync } from 'node:fs';
import type { Download } from 'playwright-core';
import { deserializePlain } from 'xai-base';
import { checkRecipe } from 'xai-recipes';
import { act, type OpenDashboard, openDashboard, settled } from '../support/open-dashboard';

let dashboard: OpenDashboard;

beforeAll(async () => {
  dashboard = await openDashboard();
});

afterAll(() => dashboard?.close());

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

/** What of a kind of problems the rules of axe-core find. */
async function audit(): Promise<string[]> {
  await dashboard.page.evaluate(readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8'));
  const { violations } = await dashboard.page.evaluate(() =>
    (globalThis as unknown as { axe: { run(): Promise<{ violations: Violation[] }> } }).axe.run(),
  );
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string }[];
}

const headings = () => dashboard.page.locator('explanation-grid h3').allTextContents();

test('a click on a class explains it, on two one against the other, and the plus adds a row', async () => {
  const { page } = dashboard;
  await show('digits');
  expect(await headings()).toEqual(['What speaks for 9, the prediction']);
  const output = (name: string) => page.locator('prediction-list .output', { hasText: new RegExp(`^\\s*${name}`) });
  await output('9').click();
  await output('4').click();
  await settled(page);
  expect(await headings()).toEqual(['What speaks for 9 against 4']);
  await page.getByRole('button', { name: 'Add a row for 7' }).click();
  await settled(page);
  expect(await headings()).toEqual(['What speaks for 9 against 4', 'What speaks for 7']);
  expect(await page.locator('explanation-cell xai-image').count()).toBe(6);
});

/** What the focus is on, also within the parts of the page. */
const focused = () =>
  dashboard.page.evaluate(() => {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    return element?.getAttribute('aria-label') ?? element?.textContent?.trim() ?? '';
  });

test('the tab key reaches all there is to do, and keys do it', async () => {
  const { page } = dashboard;
  await show('digits');
  await page.getByRole('button', { name: 'Handwritten digits' }).focus();
  const reached: string[] = [];
  for (let press = 0; press < 60; press++) {
    await page.keyboard.press('Tab');
    reached.push(await focused());
  }
  for (const name of [
    /^Mails/,
    /^A folder/,
    /^0\.png/,
    /^9.*%$/,
    /^Add a row for 4/,
    /^Methods/,
    /^Check sanity/,
    /^Save LRP/,
  ])
    expect([name, reached.some((one) => name.test(one))]).toEqual([name, true]);
  await page.locator('prediction-list .output', { hasText: /^\s*4/ }).focus();
  await page.keyboard.press('Enter');
  await settled(page);
  expect(await headings()).toEqual(['What speaks for 4']);
  await page.getByLabel('Save LRP').focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  expect(await focused()).toBe('Picture as PNG');
  await page.keyboard.press('Escape');
  expect(await focused()).toBe('Save LRP');
});

test('bars of a row become a waterfall from the expected value', async () => {
  const { page } = dashboard;
  await show('penguins');
  const table = page.locator('explanation-cell', { hasText: 'KernelSHAP' }).locator('xai-table');
  const texts = () => table.locator('svg text').allTextContents();
  const bars = await texts();
  await page.getByLabel('waterfalls').check();
  await page.waitForFunction(() => document.querySelector('xai-dashboard')?.dashboard?.state.look.waterfall);
  await page.waitForTimeout(300);
  const waterfall = await texts();
  expect(waterfall).not.toEqual(bars);
  expect(waterfall.join(' ')).toMatch(/E\[|expected/i);
  await page.getByLabel('waterfalls').uncheck();
});

test('methods that do not apply say why, and cannot be chosen', async () => {
  const { page } = dashboard;
  await show('weather');
  await page.getByRole('button', { name: /^Methods/ }).click();
  const label = (name: string) =>
    page.locator('method-picker label').filter({ has: page.locator(`span:text-matches("^${name}")`) });
  await label('TreeSHAP').or(label('GradCAM')).first().locator('.warn').waitFor();
  const off = page.locator('method-picker label:has(.warn)');
  for (const why of await off.locator('.warn').allTextContents()) expect(why).toMatch(/^does not apply: .{20}/);
  expect(await off.first().locator('input').isDisabled()).toBe(true);
  await page.getByRole('button', { name: /^Methods/ }).click();
});

test('one scale for all gives all legends the same ends', async () => {
  const { page } = dashboard;
  await show('digits');
  const ends = async () => new Set(await page.locator('xai-image .legend').allInnerTexts());
  expect((await ends()).size).toBeGreaterThan(1);
  await page.getByLabel('one scale for all').check();
  await page.waitForFunction(() => document.querySelector('xai-dashboard')?.dashboard?.state.look.sameScale);
  await page.waitForTimeout(300);
  expect((await ends()).size).toBe(1);
  await page.getByLabel('one scale for all').uncheck();
});

test('layers of LRP are shown from the output down, and a rule is changed among them', async () => {
  const { page } = dashboard;
  await show('digits');
  await page.getByRole('button', { name: 'Layers' }).click();
  const names = page.locator('layer-table tbody th');
  await names.first().waitFor();
  expect(await names.first().textContent()).toContain('dense_3');
  await page.getByLabel('Rule of conv2d_1').selectOption('Flat');
  await page.locator('explanation-cell h4', { hasText: 'rules' }).waitFor();
  await settled(page);
  await names.first().waitFor();
  expect(await page.getByLabel('Rule of conv2d_1').inputValue()).toBe('Flat');
  expect(await audit()).toEqual([]);
});

test('an edited word changes the prediction and the explanation', async () => {
  const { page } = dashboard;
  await show('mails');
  const ham = readFileSync(`${__dirname}/../../../xai-cli/models/mails/samples/file-access.txt`, 'utf8');
  const [before] = await page.locator('xai-text').first().locator('.word').allTextContents();
  await page.locator('text-editor textarea').fill(ham);
  await page.locator('xai-text').first().locator('.word', { hasText: 'access' }).waitFor();
  await settled(page);
  expect(await page.locator('prediction-list .output').first().textContent()).toMatch(/ham/);
  expect(before).toBe('Fire');
});

test('a sanity check says of each explanation whether it looks at what was learned', async () => {
  const { page } = dashboard;
  await show('penguins');
  await page.getByRole('button', { name: 'Check sanity' }).click();
  await page.locator('explanation-cell li', { hasText: 'sane' }).nth(1).waitFor();
  expect(await page.locator('explanation-cell li', { hasText: 'forgot what they learned' }).count()).toBe(2);
});

test('methods that do not look at what was learned are marked', async () => {
  const { page } = dashboard;
  await show('digits');
  await act(page, 'setMethods', [{ name: 'GuidedBackprop' }, { name: 'Deconvnet' }, { name: 'Gradient' }]);
  await page.getByRole('button', { name: 'Check sanity' }).click();
  const said = (method: string) =>
    page.locator('explanation-cell', { hasText: method }).locator('li', { hasText: 'forgot' });
  await said('Gradient').waitFor();
  expect(await said('GuidedBackprop').textContent()).toContain('⚠ fails its sanity check');
  expect(await said('Deconvnet').textContent()).toContain('⚠ fails its sanity check');
  expect(await said('Gradient').textContent()).toContain('✓ sane');
  const color = (method: string) => said(method).evaluate((one) => getComputedStyle(one).color);
  expect(await color('GuidedBackprop')).not.toBe(await color('Gradient'));
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
  expect(await audit()).toEqual([]);
});

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

test('a report is one file, which shows all that is on the page without a network', async () => {
  const { page } = dashboard;
  await show('digits');
  const lrp = page.locator('explanation-cell', { hasText: 'LRP' });
  await act(page, 'checkSanity');
  await lrp.getByRole('button', { name: 'Layers' }).click();
  await page.locator('layer-table xai-image').first().waitFor();
  await lrp.getByRole('button', { name: 'Strategies' }).click();
  await page.locator('strategy-panel xai-sheet xai-image').nth(1).waitFor();
  await page.waitForTimeout(300); // until they are drawn
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

test.each(['mails', 'weather', 'penguins'])(
  'axe-core finds nothing, by day and by night, and nothing is wider than a phone: %s',
  async (name) => {
    const { page } = dashboard;
    await show(name);
    for (const [width, colorScheme] of [
      [1440, 'light'],
      [375, 'dark'],
    ] as const) {
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme });
      await page.waitForTimeout(200);
      expect(await audit()).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    }
    await page.setViewportSize({ width: 1440, height: 900 });
  },
);

test('nothing on the page was against its security policy, or an error', () => {
  expect(dashboard.complaints).toEqual([]);
});
