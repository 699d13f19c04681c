import { readdir } from 'node:fs/promises';
import path from 'node:path';
import type { Files } from 'xai-recipes';
import { diskFiles } from 'xai-recipes/node';

/** The files of the disk, of which those in the folder of one are listed. */
export async function filesBeside(file: string): Promise<Files> {
  const folder = path.dirname(file);
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const prefix = file.slice(0, file.length - path.basename(file).length);
  const names = entries.filter((entry) => entry.isFile()).map(({ name }) => `${prefix}${name}`);
  return { ...diskFiles(), names };
}
