import path from 'node:path';
import { isFolder } from '../datasets/data-files';

/**
 * The file that an option names for what is written; undefined where it names a folder for it, or nothing.
 *
 * @param name a file of one item, if it has an ending; else a folder
 * @param check throws for a file of a format that cannot be written
 */
export async function fileNamed(
  name: string | undefined,
  isOne: boolean,
  check: (file: string) => void,
): Promise<string | undefined> {
  if (name === undefined || !isOne || /[\\/]$/.test(name) || (await isFolder(name))) return undefined;
  if (path.extname(name) === '' && name !== '-') return undefined;
  check(name);
  return name;
}
