import { readdir } from 'node:fs/promises';
import path from 'node:path';

/** The files of a folder and the folders in it, by their names with slashes. Links are left out: they may lead elsewhere. */
export async function filesIn(folder: string): Promise<Map<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
  return new Map(files.map((file) => [path.relative(folder, file).split(path.sep).join('/'), file]));
}
