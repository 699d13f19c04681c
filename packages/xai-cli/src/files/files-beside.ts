import { readdir } from 'node:fs/promises';
import path from 'node:path';
import type { Files } from 'xai-recipes';
import { isAddress } from 'xai-recipes/node';

/** Files, of which those in the folder of one are listed, if it is on the disk. */
export async function filesBeside(files: Files, file: string): Promise<Files> {
  if (isAddress(file)) return files;
  const folder = path.dirname(file);
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const prefix = file.slice(0, file.length - path.basename(file).length);
  const names = entries.filter((entry) => entry.isFile()).map(({ name }) => `${prefix}${name}`);
  return { ...files, names };
}
