import { readFileSync } from 'node:fs';
import { audit } from '../support/audit';
import { act, drawn, type OpenDashboard, openDashboard, settled } from '../support/open-dashboard';

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
  await drawn(page);
  const waterfall = await texts();
  expect(waterfall).not.toEqual(bars);
  expect(waterfall.join(' ')).toMatch(/E\[|expected/i);
  await page.getByLabel('waterfalls').uncheck();
});

test('methods that do not apply say why, and cannot be chosen', async () => {
  const { page } = dashboard;
  await show('penguins');
  await page.getByRole('button', { name: /^Methods/ }).click();
  const off = page.locator('method-picker label:has(.warn)');
  await off.filter({ hasText: /^\s*TreeSHAP/ }).waitFor();
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
  await drawn(page);
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
  expect(await audit(page)).toEqual([]);
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
      expect(await audit(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    }
    await page.setViewportSize({ width: 1440, height: 900 });
  },
);

test('nothing on the page was against its security policy, or an error', () => {
  expect(dashboard.complaints).toEqual([]);
});
