import { cpSync, mkdirSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import path from 'node:path';

/** The folder of the site: `docs`. */
export const site = path.resolve(import.meta.dirname, '..');
/** What pages have made, as the site serves it at `/made`. */
export const made = path.join(site, 'pages/public/made');

const PICTURES = /\.(?:png|svg|html|md|json|csv)$/;

/** `pages/methods/gallery.md` is `methods-gallery`: the name of the folder in which its programs run, and of the one with what they made. */
export function pageName(page: string): string {
  return page
    .replace(/^pages[\\/]/, '')
    .replace(/\.md$/, '')
    .replaceAll(/[\\/]/g, '-');
}

/** The folder in which a page's programs run, as a reader has it: empty, but for what was installed and the page's `data`. */
export function freshFolder(page: string): string {
  const folder = path.join(site, '.run', pageName(page));
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  symlinkSync(path.join(site, 'node_modules'), path.join(folder, 'node_modules'));
  cpSync(path.join(site, 'pages/public/data'), path.join(folder, 'data'), { recursive: true });
  return folder;
}

/** Brings what a page's programs wrote into their folder to where the site serves it. */
export function publish(page: string): string[] {
  const source = path.join(site, '.run', pageName(page));
  const target = path.join(made, pageName(page));
  rmSync(target, { recursive: true, force: true });
  const files = filesIn(source).filter((file) => PICTURES.test(file));
  for (const file of files) cpSync(path.join(source, file), path.join(target, file));
  return files.sort();
}

/** The files below a folder, but for what was installed and given; links are not followed. */
function filesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (entry.isFile()) return entry.name;
    if (!entry.isDirectory() || entry.name === 'data') return [];
    return filesIn(path.join(folder, entry.name)).map((file) => path.join(entry.name, file));
  });
}
