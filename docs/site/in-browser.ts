import { readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { type Browser, chromium } from 'playwright-core';

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
};

/** Debian's Chromium, or the one that `CHROMIUM_PATH` names. */
export const launch = (): Promise<Browser> =>
  chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-background-networking'],
  });

/** Serves a folder, and nothing outside of it, at a base path on this machine alone; `.html` may be left out of addresses. */
export async function serveFolder(folder: string): Promise<{ url: string; close: () => void }> {
  const server = createServer(({ url = '/' }, response) => {
    const { pathname } = new URL(url, 'http://localhost');
    const asked = path.join(folder, path.normalize(decodeURIComponent(pathname)));
    const file = [asked, `${asked}.html`, path.join(asked, 'index.html')].find(
      (one) => path.extname(one) && statSync(one, { throwIfNoEntry: false })?.isFile(),
    );
    if (!file) return response.writeHead(404).end();
    return response
      .writeHead(200, { 'content-type': TYPES[path.extname(file)] ?? 'application/octet-stream' })
      .end(readFileSync(file));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close: () => server.close() };
}

/** Opens a page that a reader built, waits until it shows each line, and takes a picture of it; an error of the page is one. */
export async function open(folder: string, lines: readonly string[], picture: string): Promise<void> {
  const { url, close } = await serveFolder(folder);
  const browser = await launch();
  try {
    const page = await browser.newPage({ viewport: { width: 760, height: 520 } });
    const errors: string[] = [];
    const broken = new Promise<string>((resolve) =>
      page.on('pageerror', (error) => {
        errors.push(error.message);
        resolve('');
      }),
    );
    page.on('request', (request) => {
      if (!/^(?:blob|data):/.test(request.url()) && !request.url().startsWith(url))
        errors.push(`loads ${request.url()}`);
    });
    await page.goto(`${url}/`);
    const isThere = (wanted: readonly string[]) => wanted.every((line) => document.body.textContent?.includes(line));
    const waited = page.waitForFunction(isThere, lines, { timeout: 60_000 }).then(
      () => '',
      (error: Error) => error.message,
    );
    const failed = await Promise.race([waited, broken]);
    await page.screenshot({ path: picture });
    const shown = failed === '' && errors.length === 0 ? '' : await page.locator('body').textContent();
    if (failed !== '' || errors.length > 0)
      throw new Error(`the page shows\n${shown}\nand says ${[failed, ...errors].join('; ')}`);
  } finally {
    await browser.close();
    close();
  }
}
