import path from 'node:path';

/**
 * The file that an option names for what is written; undefined where it names a folder for it, or nothing.
 *
 * @param name a file of one item, if it has an ending; else a folder
 * @param check throws for a file of a format that cannot be written
 */
export function fileNamed(name: string | undefined, isOne: boolean, check: (file: string) => void): string | undefined {
  if (name === undefined || !isOne || /[\\/]$/.test(name)) return undefined;
  const hasEnding = /^\.[a-z]+$/i.test(path.extname(name)); // of run.2026 there is none
  if (!hasEnding && name !== '-') return undefined;
  check(name);
  return name;
}
