import type { Files } from './files';

/**
 * Files of which some are read once: whoever reads one again gets the same bytes, and what was made of these is found again.
 *
 * @param names the files that are held: those that are read again for each item, such as a table of which each row is one
 *
 * @example
 * ```ts
 * const files = heldFiles(memoryFiles({ 'rows.csv': 'wind,rain\n3,4\n' }), ['rows.csv']);
 * (await files.read('rows.csv')) === (await files.read('rows.csv')); // => true
 * ```
 */
export function heldFiles(files: Files, names: readonly string[]): Files {
  const held = new Map<string, Promise<Uint8Array>>();
  return {
    ...files,
    read(name) {
      if (!names.includes(name)) return files.read(name);
      const bytes = held.get(name) ?? files.read(name);
      held.set(name, bytes);
      return bytes;
    },
  };
}
