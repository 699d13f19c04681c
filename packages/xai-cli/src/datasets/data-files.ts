import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { FileError, type Modality, withFile } from 'xai-recipes';

/** What files of a folder are explained. */
export const dataFiles: Readonly<Record<Modality, RegExp>> = {
  image: /\.(png|jpe?g|webp|gif|tiff?|avif)$/i,
  text: /\.txt$/i,
  series: /\.(csv|npy|npz|wav)$/i,
  table: /\.(csv|npy|npz)$/i,
};

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
export function nothingIn(data: string, expected: string): FileError {
  return new FileError(`There is nothing to explain in ${data}; expected ${expected}.`, {
    argument: '--data',
    value: data,
    expected,
  });
}
