import { FileError } from './errors';

const reasons: Record<string, string> = {
  ENOENT: 'there is no such file or folder',
  EISDIR: 'it is a folder; expected a file in it',
  ENOTDIR: 'a part of the path is a file; expected a folder',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  ENOSPC: 'the disk is full',
  EEXIST: 'a file of that name is in the way',
};

/**
 * Does something with a file, and says what is wrong in words if that fails.
 *
 * @param doing such as 'read the image'
 * @throws {FileError} naming the file and the reason
 *
 * @example
 * ```ts
 * const bytes = await withFile('read the labels', 'labels.txt', () => memoryFiles({ 'labels.txt': 'cat' }).read('labels.txt'));
 * bytes.length; // => 3
 * ```
 */
export async function withFile<T>(doing: string, file: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    const { code } = cause as { code?: string };
    if (code === undefined) throw cause;
    throw new FileError(`Cannot ${doing} ${file}: ${reasons[code] ?? code}.`, { argument: doing, value: file, cause });
  }
}
