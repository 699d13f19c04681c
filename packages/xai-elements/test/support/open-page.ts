import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { bundle } from '../../../../tooling/browser/bundle';
import { serve } from '../../../../tooling/browser/serve';

const workspace = path.resolve(__dirname, '../../../..');

/** As strict as a page can be: styles within markup are forbidden, too. */
const POLICY = "default-src 'none'; script-src 'self'; connect-src 'self'; img-src 'self' blob: data:";
const DOCUMENT = `<!doctype html><html lang="en"><head><meta name="viewport" content="width=device-width">
  <link rel="icon" href="data:,"><title>elements</title></head><body><main></main><script type="module" src="/script/page.js"></script></body></html>`;

/** A page with the elements in it. */
export interface ElementsPage {
  readonly page: Page;
  /** Errors of the console, the page and its security policy. */
  readonly complaints: string[];
  show(tag: string, properties: object): Promise<void>;
  /** What the rules of axe-core find wrong. */
  audit(): Promise<string[]>;
  close(): Promise<void>;
}

/** Opens a page with the elements, from their sources. */
export async function openPage(
  browser: Browser,
  { file = path.join(__dirname, 'page.ts'), html = DOCUMENT, policy = POLICY } = {},
): Promise<ElementsPage> {
  const folders = { script: bundle(file, path.join(workspace, 'tsconfig.json')) };
  const { url, server } = await serve(html, folders, { 'content-security-policy': policy });
  const context = await browser.newContext({ permissions: ['clipboard-read', 'clipboard-write'] });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.setDefaultTimeout(60_000);
  await page.goto(url);
  await page.evaluate(() => customElements.whenDefined('xai-image').then(() => true));
  return {
    page,
    complaints,
    show: (tag, properties) =>
      page.evaluate(([name, given]) => (globalThis as never as Shower).show(name, given), [tag, properties] as const),
    audit: () => audit(page),
    async close() {
      await context.close();
      server.close();
    },
  };
}

interface Shower {
  show(tag: string, properties: object): Promise<void>;
}

async function audit(page: Page): Promise<string[]> {
  await page.evaluate(readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8'));
  const { violations } = await page.evaluate(() =>
    (globalThis as unknown as { axe: { run(options: object): Promise<{ violations: Violation[] }> } }).axe.run({
      rules: { 'page-has-heading-one': { enabled: false } },
    }),
  );
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string }[];
}
