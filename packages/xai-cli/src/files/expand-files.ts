import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { FileError, withFile } from 'xai-recipes';
import { isAddress } from 'xai-recipes/node';

/**
 * The files that names stand for: a folder for those in it of a kind, a pattern with `*` and `?` for those that it fits, any other name for itself.
 *
 * @param kind what files of a folder end in
 * @throws {FileError} when there is none that a folder or a pattern stands for
 */
export async function expandFiles(names: readonly string[], kind: RegExp): Promise<string[]> {
  const found: string[] = [];
  for (const name of names) found.push(...(await expanded(name, kind)));
  return found;
}

async function expanded(name: string, kind: RegExp): Promise<string[]> {
  if (isAddress(name)) return [name];
  const there = await stat(name).catch(() => undefined);
  if (there?.isDirectory()) {
    const inside = await withFile('read the folder', name, () => readdir(name));
    return some(
      name,
      inside
        .filter((one) => kind.test(one))
        .sort()
        .map((one) => path.join(name, one)),
    );
  }
  return there || !/[*?]/.test(name) ? [name] : some(name, await fitting(name));
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
  if (!/[*?]/.test(part)) return [path.join(folder, part)];
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

function some(name: string, files: string[]): string[] {
  if (files.length > 0) return files;
  const expected = 'some to explain';
  throw new FileError(`There are no such files in ${name}; expected ${expected}.`, {
    argument: 'input',
    value: name,
    expected,
  });
}
