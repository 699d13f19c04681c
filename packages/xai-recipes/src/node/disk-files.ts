import { readFile, stat } from 'node:fs/promises';
import type { Files } from '../files/files';
import { decodeImage } from './decode-image';
import { identities } from './identities';
import { insideFolder } from './inside-folder';

/**
 * All files of the disk, by their paths: for names that the user wrote. Files that these files name, such as a model's weights, must lie in their folder.
 *
 * @example
 * ```ts
 * (await diskFiles().read('package.json')).length > 100; // => true
 * ```
 */
export function diskFiles(): Files & Required<Pick<Files, 'beside' | 'identities'>> {
  return {
    names: [],
    read: (name) => readFile(name),
    size: async (name) => (await stat(name)).size,
    beside: insideFolder,
    identities,
    decodeImage,
  };
}
