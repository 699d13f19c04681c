import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { type Modality, withFile } from 'xai-recipes';
import { isAddress } from 'xai-recipes/node';
import { filesOf, isDataFile, isFolder, nothingIn } from '../datasets/data-files';

/**
 * The files that names stand for: a folder for those in it of a kind, a pattern with `*` and `?` for those that it fits, any other name for itself.
 *
 * @param kind of what is explained, which says what files of a folder are taken
 * @param option that gives the names, for the message
 * @throws {FileError} when there is none that a folder or a pattern stands for
 */
export async function expandFiles(names: readonly string[], kind: Modality, option: string): Promise<string[]> {
  const found: string[] = [];
  for (const name of names) {
    const files = await expanded(name, kind);
    if (files.length === 0) {
      const expected = (await isFolder(name)) ? filesOf(kind) : 'a pattern that fits the names of files';
      throw nothingIn(name, expected, option);
    }
    found.push(...files);
  }
  return found;
}

/** Whether a name is that of a folder, or a pattern: it may stand for any number of files. */
export async function standsForSeveral(name: string): Promise<boolean> {
  if (isAddress(name)) return false;
  const there = await stat(name).catch(() => undefined);
  return there ? there.isDirectory() : isPattern(name);
}

const isPattern = (name: string) => /[*?]/.test(name);

async function expanded(name: string, kind: Modality): Promise<string[]> {
  if (isAddress(name)) return [name];
  const there = await stat(name).catch(() => undefined);
  if (there?.isDirectory()) {
    const inside = await withFile('read the folder', name, () => readdir(name));
    return inside
      .filter((one) => isDataFile(one, kind))
      .sort()
      .map((one) => path.join(name, one));
  }
  return there || !isPattern(name) ? [name] : fitting(name);
}

/** Part by part: a part without `*` and `?` is taken as it is. */
async function fitting(pattern: string): Promise<string[]> {
  let found = [path.parse(pattern).root];
  for (const part of pattern.slice(found[0].length).split(/[\\/]/)) {
    const next: string[] = [];
    for (const folder of found) next.push(...(await inFolder(folder, part)));
    found = next;
  }
  return found.sort();
}

async function inFolder(folder: string, part: string): Promise<string[]> {
  if (!isPattern(part)) return [path.join(folder, part)];
  const names = await readdir(folder || '.').catch(() => [] as string[]);
  const pattern = new RegExp(
    `^${part
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replace(/\*/g, '.*')
      .replace(/\?/g, '.')}$`,
  );
  return names
    .filter((name) => pattern.test(name) && (part.startsWith('.') || !name.startsWith('.')))
    .map((name) => path.join(folder, name));
}
