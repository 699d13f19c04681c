import type { Files } from './files';
import { noSuchFile } from './memory-files';

/**
 * Files that a user chose or dropped on a page. Those of a folder are named from that folder on.
 *
 * @example
 * ```ts
 * const files = droppedFiles([new File(['cat\ndog'], 'labels.txt')]);
 * files.names; // => ['labels.txt']
 * ```
 */
export function droppedFiles(dropped: Iterable<File>): Files {
  const known = new Map([...dropped].map((file) => [file.webkitRelativePath || file.name, file]));
  const find = (name: string) => {
    const file = known.get(name);
    if (!file) throw noSuchFile(name);
    return file;
  };
  return {
    names: [...known.keys()],
    read: async (name) => new Uint8Array(await find(name).arrayBuffer()),
    size: async (name) => find(name).size,
  };
}
