import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { launch, serveFolder } from './in-browser';
import { site } from './page-folder';

const built = path.join(site, '.vitepress/dist');
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const [...asked] = process.argv.slice(2);
const pictures = process.env.DOCS_PICTURES;

/** Every page of the built site, in Chromium, light and dark, 375 pixels wide: nothing loaded from elsewhere, no broken link, nothing wider than the page, nothing that axe objects to. */
async function look(): Promise<string[]> {
  const pages = readdirSync(built, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.html') && !/^(made|404|dashboard)/.test(file))
    .map((file) =>
      file
        .replaceAll('\\', '/')
        .replace(/\.html$/, '')
        .replace(/(^|\/)index$/, '$1'),
    )
    .filter((page) => asked.length === 0 || asked.some((part) => page.includes(part)))
    .sort();
  const { url, close } = await serveFolder(built);
  const browser = await launch();
  const problems: string[] = [];
  const targets = new Map<string, Set<string>>();
  const anchors = new Map<string, Set<string>>();
  try {
    for (const colorScheme of ['light', 'dark'] as const) {
      const context = await browser.newContext({
        colorScheme,
        viewport: { width: 375, height: 700 },
        reducedMotion: 'reduce',
      });
      const tab = await context.newPage();
      let current = '';
      const say = (text: string) => problems.push(`/${current} (${colorScheme}): ${text}`);
      tab.on('pageerror', (error) => say(error.message));
      tab.on(
        'response',
        (response) => response.status() >= 400 && say(`${response.url().replace(url, '')} is not there`),
      );
      tab.on(
        'request',
        (request) =>
          !request.url().startsWith(url) && !/^(data|blob):/.test(request.url()) && say(`loads ${request.url()}`),
      );
      for (const page of pages) {
        const isReference = page.startsWith('api/');
        if (isReference && colorScheme === 'dark') continue; // generated alike: one look is enough
        current = page;
        await tab.goto(`${url}/${page}`, { waitUntil: 'load' });
        for (const problem of await wrongWith(tab, isReference, colorScheme)) say(problem);
        if (pictures)
          await tab.screenshot({
            path: path.join(pictures, `${page.replaceAll('/', '-') || 'index'}-${colorScheme}.png`),
            fullPage: !isReference,
          });
        if (colorScheme === 'dark') continue;
        const { links, ids } = await tab.evaluate(() => ({
          links: [...document.querySelectorAll<HTMLAnchorElement>('a[href]')].map((link) => link.href),
          ids: [...document.querySelectorAll('[id]')].map(({ id }) => id),
        }));
        anchors.set(page, new Set(ids));
        for (const link of links.filter((one) => one.startsWith(url))) {
          const target = link.slice(url.length + 1);
          targets.set(target, (targets.get(target) ?? new Set()).add(page));
        }
      }
      await context.close();
    }
    if (asked.length > 0) return problems;
    for (const [target, from] of targets) {
      const [address, anchor] = decodeURIComponent(target).split('#');
      const page = address.replace(/\.html$/, '').replace(/(^|\/)index$/, '$1');
      const ids = anchors.get(page);
      const exists = ids
        ? anchor === undefined || anchor === '' || ids.has(anchor)
        : (await fetch(`${url}/${address}`)).ok;
      if (!exists) problems.push(`/${target} leads nowhere: ${[...from].slice(0, 3).map((one) => `/${one}`)}`);
    }
    return problems;
  } finally {
    await browser.close();
    close();
  }
}

interface Axe {
  run(options: object): Promise<{ violations: { id: string; help: string; nodes: { html: string }[] }[] }>;
}

/** What is wrong with the page that a tab shows. */
async function wrongWith(tab: Page, isReference: boolean, colorScheme: 'light' | 'dark'): Promise<string[]> {
  const found = await tab.evaluate(() => {
    const wrong: string[] = [];
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth > clientWidth) wrong.push(`is ${scrollWidth} pixels wide`);
    for (const image of document.querySelectorAll<HTMLImageElement>('.vp-doc img')) {
      if (image.complete && image.naturalWidth === 0) wrong.push(`${image.getAttribute('src')} is no picture`);
      if (!image.alt) wrong.push(`${image.getAttribute('src')} has no alternative text`);
    }
    return wrong;
  });
  if (isReference) return found;
  await tab.evaluate(axe);
  const rules = colorScheme === 'dark' ? { runOnly: ['color-contrast'] } : {}; // all else is the same in both
  const violations = await tab.evaluate(async (options) => {
    const { violations } = await (globalThis as unknown as { axe: Axe }).axe.run(options);
    return violations.map(
      ({ id, help, nodes }) => `${id}: ${help}, ${nodes.length} times: ${nodes[0].html.slice(0, 160)}`,
    );
  }, rules);
  return [...found, ...violations];
}

const begin = performance.now();
const problems = await look();
for (const problem of problems) console.error(problem);
console.log(
  `site: ${problems.length === 0 ? 'every page looked at' : `${problems.length} problems`}, ${((performance.now() - begin) / 1000).toFixed(0)} s`,
);
process.exitCode = problems.length === 0 ? 0 : 1;
