import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { pagesOf } from '../../tooling/examples/extract';
import { chapters } from '../.vitepress/chapters';
import { site } from './page-folder';

const LINK = /\]\(([^)\s]+)(?:\s[^)]*)?\)|\blink: ?['"]?([^\s,'"}]+)/g;

/** The links and pictures of pages that lead nowhere, and pages that no sidebar leads to. The build of the site follows the links of the reference, too. */
export function brokenLinks(): string[] {
  const pages = pagesOf(site);
  const listed = chapters.flatMap(({ pages }) => pages.map(([link]) => `pages/${link}.md`));
  const unlisted = pages.filter((page) => page !== 'pages/index.md' && !listed.includes(page));
  const missing = listed.filter((page) => !pages.includes(page));
  return [
    ...unlisted.map((page) => `${page} is in no chapter of .vitepress/chapters.ts`),
    ...missing.map((page) => `${page} is in .vitepress/chapters.ts, but there is no such page`),
    ...pages.flatMap(brokenLinksOf),
  ];
}

function brokenLinksOf(page: string): string[] {
  const text = readFileSync(path.join(site, page), 'utf8').replaceAll(/```[\s\S]*?```|`[^`\n]*`/g, '');
  const links = [...text.matchAll(LINK)].map(([, inText, inFrontmatter]) => inText ?? inFrontmatter);
  return links.filter((link) => !holds(link, page)).map((link) => `${page}: ${link} leads nowhere`);
}

function holds(link: string, page: string): boolean {
  if (/^(?:https?:|mailto:|\/dashboard\/)/.test(link)) return true; // the dashboard is copied into the built site
  const [target, anchor] = link.split('#');
  const from = target.startsWith('/') ? path.join(site, 'pages') : path.dirname(path.join(site, page));
  const file = target === '' ? path.join(site, page) : path.join(from, target);
  const isReference = /^\/api\/(.*)$/.exec(target)?.[1];
  if (isReference !== undefined) return isReference === '' || packageNames().includes(isReference);
  if (path.extname(target) !== '') return existsSync(file) || existsSync(path.join(site, 'pages/public', target));
  const source = file.endsWith('.md') ? file : `${file}.md`;
  return existsSync(source) && (anchor === undefined || anchorsOf(source).includes(anchor));
}

const packageNames = () => readdirSync(path.join(site, '../packages'));

/** The anchors of a page's headings, as VitePress makes them. */
function anchorsOf(file: string): string[] {
  const headings = readFileSync(file, 'utf8').matchAll(/^#{1,6} (.*)$/gm);
  return [...headings].map(([, heading]) =>
    heading
      .toLowerCase()
      .replaceAll(/[`'",.:?!()/]/g, ' ')
      .trim()
      .replaceAll(/\s+/g, '-'),
  );
}
