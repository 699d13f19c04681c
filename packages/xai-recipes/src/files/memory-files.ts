import { FileError } from '../errors/errors';
import type { Files } from './files';

/**
 * Files in memory.
 *
 * @param contents by name: bytes, or text that becomes UTF-8
 *
 * @example
 * ```ts
 * const files = memoryFiles({ 'labels.txt': 'cat\ndog' });
 * files.names; // => ['labels.txt']
 * (await files.read('labels.txt')).length; // => 7
 * ```
 */
export function memoryFiles(contents: Readonly<Record<string, Uint8Array | string>>): Files {
  const known = new Map(Object.entries(contents));
  return {
    names: [...known.keys()],
    async read(name) {
      const content = known.get(name);
      if (content === undefined) throw noSuchFile(name);
      return typeof content === 'string' ? new TextEncoder().encode(content) : content;
    },
  };
}

/** The error about a file that is not there. */
export function noSuchFile(name: string): FileError {
  const expected = 'the name of one of the files';
  return new FileError(`There is no file ${name}; expected ${expected}.`, { argument: 'name', value: name, expected });
}
