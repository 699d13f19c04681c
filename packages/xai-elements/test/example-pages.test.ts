import '@tensorflow/tfjs-backend-cpu';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { fromPlain, serialize } from 'xai-base';
import { openChromium } from '../../../tooling/browser/open-chromium';
import { serve } from '../../../tooling/browser/serve';
import { examplesIn } from '../../../tooling/examples/blocks';
import { images } from './support/explanations';
import { type ElementsPage, openPage } from './support/open-page';

const folder = path.join(__dirname, '..');
const examples = path.join(folder, 'examples');
const frame = (script: string, main = '') =>
  `<!doctype html><html lang="en"><head><title>example</title><link rel="icon" href="data:,"></head><body><main>${main}</main>
  <script type="module" src="/script/${script}"></script></body></html>`;

let browser: Browser;
beforeAll(async () => {
  browser = await openChromium();
});
afterAll(() => browser?.close());

/** What is left when words on an example's page were selected without a complaint. */
async function choose(site: ElementsPage, words: readonly string[]): Promise<void> {
  for (const word of words) await site.page.locator('.word', { hasText: word }).click();
  await site.page
    .locator('.word[aria-selected=true]')
    .nth(words.length - 1)
    .waitFor();
  expect(site.complaints).toEqual([]);
}

/** What an example's page says after two words were selected. */
async function choice(file: string, html: string, policy: string): Promise<string | null> {
  const site = await openPage(browser, { file, html, policy });
  try {
    await choose(site, ['cheap', 'pills']);
    await site.page.getByText('cheap, pills').waitFor();
    return await site.page.locator('#chosen').textContent();
  } finally {
    await site.close();
  }
}

const strict = "default-src 'none'; script-src 'self'; img-src data:";

test.each([
  ['React', 'react/main.jsx'],
  ['Vue', 'vue/main.js'],
])('the example in %s shows an explanation, and hears what is selected', async (_, file) => {
  expect(await choice(path.join(examples, file), frame('main.js'), strict)).toBe('cheap, pills');
});

test('the example in plain HTML needs one script and no bundler', async () => {
  const html = readFileSync(path.join(examples, 'plain.html'), 'utf8')
    .replace('../dist/xai-elements.js', '/script/script.js')
    .replace('</head>', '<link rel="icon" href="data:,"></head>');
  const script = path.join(folder, 'src/script.ts');
  const policy = strict.replace("'self'", "'self' 'unsafe-inline'");
  expect(await choice(script, html, policy)).toBe('cheap, pills');
});

test.each([
  ['as it was built', '', true],
  ['not when it was changed', 'sha384-AAAA', false],
])("the README's tag loads the one file, %s", async (_, integrity, isLoaded) => {
  const readme = readFileSync(path.join(folder, 'README.md'), 'utf8');
  const [, block] = /```html\n([^`]*?)```/.exec(readme)!;
  const tag = integrity ? block.replace(/sha384-[^"]+/, `${integrity}${'A'.repeat(60)}`) : block;
  const saved = mkdtempSync(path.join(tmpdir(), 'xai-saved-'));
  const explanation = fromPlain(images);
  writeFileSync(path.join(saved, 'explanation.safetensors'), await serialize(explanation));
  explanation.dispose();
  const html = `<!doctype html><html lang="en"><title>tag</title>${tag.replace('src="explanation', 'src="saved/explanation')}</html>`;
  const { url, server } = await serve(html, { node_modules: path.dirname(folder), saved });
  const page = await browser.newPage();
  try {
    await page.goto(url, { waitUntil: 'load' });
    if (isLoaded) await page.locator('xai-image .stage').waitFor({ timeout: 60_000 });
    expect(await page.evaluate(() => customElements.get('xai-image') !== undefined)).toBe(isLoaded);
  } finally {
    await page.close();
    server.close();
  }
});

test('the program of the README for a page does what it says', async () => {
  const readme = readFileSync(path.join(folder, 'README.md'), 'utf8');
  const { text } = examplesIn('README.md', readme).find((one) => one.text.includes('defineElements()'))!;
  const file = path.join(mkdtempSync(path.join(folder, 'node_modules/.readme-')), 'readme.ts');
  writeFileSync(file, text);
  const site = await openPage(browser, { file, html: frame('readme.js', '<xai-text></xai-text>'), policy: strict });
  const printed = site.page.waitForEvent('console');
  await choose(site, ['bad']);
  expect(await (await printed).args()[0].jsonValue()).toEqual(['bad']);
  await site.close();
});
