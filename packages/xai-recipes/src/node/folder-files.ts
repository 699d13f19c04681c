import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { withFile } from '../errors/file-failure';
import type { Files } from '../files/files';
import { decodeImage } from './decode-image';
import { identities } from './identities';
import { insideFolder } from './inside-folder';

/**
 * The files of a folder, and of those in it. Nothing outside is read, also by no link.
 *
 * @throws {FileError} when there is no such folder
 *
 * @example
 * ```ts
 * const files = await folderFiles('.');
 * files.names.includes('src/index.ts'); // => true
 * ```
 */
export async function folderFiles(folder: string): Promise<Files> {
  const inside = (name: string) => insideFolder(path.join(folder, 'recipe.json'), name, 'the file');
  const pathOf = (name: string) => path.join(folder, name);
  return {
    names: await withFile('read the folder', folder, () => namesIn(folder)),
    read: async (name) => readFile(await inside(name)),
    size: async (name) => (await stat(await inside(name))).size,
    beside: async (owner, name, what) => path.relative(folder, await insideFolder(pathOf(owner), name, what)),
    identities: (name) => identities(pathOf(name)),
    decodeImage,
  };
}

async function namesIn(folder: string): Promise<string[]> {
  const names: string[] = [];
  const folders = [''];
  for (const inner of folders) {
    for (const entry of await readdir(path.join(folder, inner), { withFileTypes: true })) {
      const name = inner === '' ? entry.name : `${inner}/${entry.name}`;
      if (entry.isFile()) names.push(name);
      else if (entry.isDirectory() && !/^(\.|node_modules$)/.test(entry.name)) folders.push(name);
    }
  }
  return names.sort();
}
