import { readFileSync } from 'node:fs';
import path from 'node:path';
import { openPage } from './support/open-page';

const examples = path.join(__dirname, '../examples');
const frame = (script: string) =>
  `<!doctype html><html lang="en"><head><title>example</title><link rel="icon" href="data:,"></head><body><main></main>
  <script type="module" src="/script/${script}"></script></body></html>`;

/** What an example's page says after two words were selected. */
async function choose(file: string, html: string, policy: string): Promise<string | null> {
  const site = await openPage(file, html, policy);
  try {
    await site.page.locator('.word', { hasText: 'cheap' }).click();
    await site.page.locator('.word', { hasText: 'pills' }).click();
    await site.page.getByText('cheap, pills').waitFor();
    expect(site.complaints).toEqual([]);
    return await site.page.locator('#chosen').textContent();
  } finally {
    await site.close();
  }
}

const strict = "default-src 'none'; script-src 'self'";

test.each([
  ['React', 'react/main.jsx'],
  ['Vue', 'vue/main.js'],
])('the example in %s shows an explanation, and hears what is selected', async (_, file) => {
  expect(await choose(path.join(examples, file), frame('main.js'), strict)).toBe('cheap, pills');
});

test('the example in plain HTML needs one script and no bundler', async () => {
  const html = readFileSync(path.join(examples, 'plain.html'), 'utf8')
    .replace('../dist/xai-elements.js', '/script/script.js')
    .replace('</head>', '<link rel="icon" href="data:,"></head>');
  const script = path.join(__dirname, '../src/script.ts');
  expect(await choose(script, html, `${strict} 'unsafe-inline'`)).toBe('cheap, pills');
});
