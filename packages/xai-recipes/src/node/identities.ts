import { realpath, stat } from 'node:fs/promises';
import path from 'node:path';

/**
 * By what a file is known to be the same as another one: its path without links, and, where there is one, its place on the disk, as some
 * disks do not tell A from a.
 *
 * @example
 * ```ts
 * (await identities('./package.json'))[0] === (await identities('src/../package.json'))[0]; // => true
 * ```
 */
export async function identities(file: string): Promise<string[]> {
  const found = await stat(file).catch(() => undefined);
  if (found) return [await realpath(file), ...(found.ino ? [`${found.dev}:${found.ino}`] : [])];
  const absolute = path.resolve(file);
  const folder = await realpath(path.dirname(absolute)).catch(() => path.dirname(absolute));
  return [path.join(folder, path.basename(absolute))];
}
