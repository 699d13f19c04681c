import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { install, isReader } from './reader';

/** The folder of the site: `docs`. */
export const site = path.resolve(import.meta.dirname, '..');
/** What pages have made, as the site serves it at `/made`. */
export const made = path.join(site, 'pages/public/made');

const FILE_BLOCK = /^```\w+ ([\w./-]+\.\w+)\n([\s\S]*?)^```$/gm;
const INSTALLS = /^npm (?:install|i) (.*)$/gm;

/** `pages/methods/gallery.md` is `methods-gallery`: the name of the folder with what its programs made. */
export function pageName(page: string): string {
  return page
    .replace(/^pages[\\/]/, '')
    .replace(/\.md$/, '')
    .replaceAll(/[\\/]/g, '-');
}

export const textOf = (page: string): string => readFileSync(path.join(site, page), 'utf8').replaceAll('\r\n', '\n');

export const emptyFolder = (): string => mkdtempSync(path.join(tmpdir(), 'page-'));

/**
 * Makes an empty folder that of a reader who does what the page says: with the packages that it installs (linked from this workspace, or by npm,
 * as a reader installs them), its `data`, and the files that it tells to save (blocks with a name, such as <code>```html index.html</code>).
 */
export function furnish(folder: string, page: string): void {
  if (isReader) install(textOf(page), folder);
  else for (const name of installedBy(page)) link(name, folder);
  cpSync(path.join(site, 'pages/public/data'), path.join(folder, 'data'), { recursive: true });
  for (const [, file, text] of textOf(page).matchAll(FILE_BLOCK)) {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), text);
  }
}

/** The packages that the lines `npm install ...` of a page name. */
function installedBy(page: string): string[] {
  const words = [...textOf(page).matchAll(INSTALLS)].flatMap(([, line]) => line.replace(/#.*/, '').trim().split(/\s+/));
  return [...new Set(words.filter((word) => !word.startsWith('-')))];
}

function link(name: string, folder: string): void {
  const installed = path.join(site, 'node_modules', name);
  if (!existsSync(installed)) throw new Error(`npm install ${name}: it is no dependency of docs/package.json`);
  mkdirSync(path.dirname(path.join(folder, 'node_modules', name)), { recursive: true });
  symlinkSync(installed, path.join(folder, 'node_modules', name));
}

/** The lines that the page in the reader's browser shows, as a block <code>```text shows</code> says it. */
export function shownBy(page: string): string[] | undefined {
  return /^```text shows\n([\s\S]*?)\n```$/m.exec(textOf(page))?.[1].split('\n');
}

/** Brings what a page shows of what its programs wrote to where the site serves it, and removes the folder. */
export function publish(page: string, folder: string): string[] {
  const target = path.join(made, pageName(page));
  const shown = textOf(page).matchAll(new RegExp(`/made/${pageName(page)}/([\\w./-]*\\w)`, 'g'));
  const files = [...new Set(Array.from(shown, ([, file]) => file))];
  rmSync(target, { recursive: true, force: true });
  for (const file of files) cpSync(path.join(folder, file), path.join(target, file));
  rmSync(folder, { recursive: true, force: true });
  return files.sort();
}
