import { realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { withFile } from '../errors/file-failure';
import { outside } from '../files/beside';

/**
 * The path of a file that another one names: a model's weights, the words or the rows in its description. It must lie in the other one's folder,
 * or below it, after links are resolved: a model from elsewhere opens no file of the user's.
 *
 * @param file the one that names it
 * @param what it names, such as 'the weight file'
 * @throws {FileError} when there is no such file
 * @throws {ModelFileError} when it lies elsewhere
 *
 * @example
 * ```ts
 * (await insideFolder('package.json', 'README.md', 'the text')).endsWith('README.md'); // => true
 * await insideFolder('package.json', '../secret', 'the text').catch((error) => error.name); // => 'ModelFileError'
 * ```
 */
export async function insideFolder(file: string, name: unknown, what: string): Promise<string> {
  const folder = path.dirname(path.resolve(file));
  const target = typeof name === 'string' ? path.resolve(folder, name) : '';
  if (!isBelow(folder, target)) throw outside(file, name, what);
  const [realFolder, real] = await withFile(`read ${what}`, target, () =>
    Promise.all([realpath(folder), realpath(target)]),
  );
  if (!isBelow(realFolder, real)) throw outside(file, name, what, ', which is a link out of it');
  if (!(await stat(real)).isFile()) throw outside(file, name, what, ', which is no file');
  return target;
}

function isBelow(folder: string, file: string): boolean {
  const way = path.relative(folder, file);
  return way !== '' && way !== '..' && !way.startsWith(`..${path.sep}`) && !path.isAbsolute(way);
}
