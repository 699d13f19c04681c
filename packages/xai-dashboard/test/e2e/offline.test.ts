import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { openChromium } from '../../../../tooling/browser/open-chromium';
import { filesIn } from '../../src/server/files-in';
import { settled, stateOf } from '../support/open-dashboard';

/** As any static web server would: no headers but the type, and a folder of its own. */
const FOLDER = '/some/folder/';
const types: Record<string, string> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.wasm': 'application/wasm',
  '.json': 'application/json',
};

let browser: Browser;
let page: Page;
let stop: () => void;
let url: string;

beforeAll(async () => {
  const files = await filesIn(path.join(__dirname, '../../dist/app'));
  const server = createServer(({ url: asked = '/' }, response) => {
    const name = asked.startsWith(FOLDER) ? asked.slice(FOLDER.length) || 'index.html' : '';
    const file = files.get(name);
    response.writeHead(file ? 200 : 404, { 'content-type': types[path.extname(name)] ?? 'application/octet-stream' });
    response.end(file && readFileSync(file));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  stop = () => {
    server.close();
    server.closeAllConnections();
  };
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}${FOLDER}`;
  browser = await openChromium();
  page = await browser.newPage();
  page.setDefaultTimeout(60_000);
  await page.goto(url);
  await settled(page);
});

afterAll(async () => {
  await browser?.close();
  stop?.();
});

test('a worker of a static server is under the policy of the page', async () => {
  const refused = await page.workers()[0].evaluate(() =>
    fetch('https://example.org/').then(
      () => false,
      () => true,
    ),
  );
  expect(refused).toBe(true);
});

test('it opens and explains without its server, once it was loaded', async () => {
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => true));
  stop();
  await page.reload();
  await settled(page);
  expect((await stateOf(page)).model?.shipped).toBe('digits');
  for (const model of ['penguins', 'mails']) {
    await page.evaluate((name) => document.querySelector('xai-dashboard')!.dashboard!.openShipped(name), model);
    await settled(page);
    const { cells, messages } = await stateOf(page);
    expect([messages, Object.values(cells).map(({ status }) => status)]).toEqual([[], ['done', 'done']]);
  }
});
