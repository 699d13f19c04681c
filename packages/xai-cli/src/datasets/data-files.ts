import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { FileError, type Modality, withFile } from 'xai-recipes';

/** What the names of files end in that are explained. */
const endings: Readonly<Record<Modality, readonly string[]>> = {
  image: ['.png', '.jpg', '.jpeg', '.webp', '.gif', '.tif', '.tiff', '.avif'],
  text: ['.txt'],
  series: ['.csv', '.tsv', '.npy', '.npz', '.wav'],
  table: ['.csv', '.tsv', '.npy', '.npz'],
};

/** Whether a file of a folder is explained, by its name. */
export function isDataFile(name: string, kind: Modality): boolean {
  return endings[kind].includes(path.extname(name).toLowerCase());
}

/** What was expected in a folder without such files. */
export function filesOf(kind: Modality): string {
  return `files that end in ${endings[kind].join(', ')}`;
}

/**
 * The files in a folder and those below it, by their names without the folder, in the order of their letters.
 *
 * @throws {FileError} when it cannot be read
 */
export async function filesBelow(folder: string): Promise<string[]> {
  const entries = await withFile('read the folder', folder, () =>
    readdir(folder, { recursive: true, withFileTypes: true }),
  );
  const files = entries.filter((entry) => entry.isFile() || entry.isSymbolicLink());
  return files
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
    .sort();
}

/** Whether `--data` is a folder. */
export async function isFolder(data: string): Promise<boolean> {
  return (await stat(data).catch(() => undefined))?.isDirectory() ?? false;
}

/** The error about data in which there is nothing to explain. */
export function nothingIn(data: string, expected: string, option = '--data'): FileError {
  return new FileError(`There is nothing to explain in ${data}; expected ${expected}.`, {
    argument: option,
    value: data,
    expected,
  });
}
