import { describeValue } from 'xai-base';
import { ModelFileError } from '../errors/errors';
import type { Files } from './files';

/**
 * The name of a file that another one names: a model's weights, the words or the rows in its description. It lies in the other one's folder, or below
 * it: a model from elsewhere opens no file of the user's.
 *
 * @param owner the file that names it
 * @param what it names, such as 'the weight file'
 * @throws {ModelFileError} when it lies elsewhere
 *
 * @example
 * ```ts
 * await beside(memoryFiles({}), 'models/model.json', 'weights.bin', 'the weights'); // => 'models/weights.bin'
 * ```
 */
export async function beside(files: Files, owner: string, name: unknown, what: string): Promise<string> {
  if (files.beside) return files.beside(owner, name, what);
  const parts = typeof name === 'string' ? name.split('/').filter((part) => part !== '.') : ['..'];
  if (parts.some((part) => part === '..' || part === '') || /^[a-z][a-z\d+.-]*:/i.test(parts[0]))
    throw outside(owner, name, what);
  return [...owner.split('/').slice(0, -1), ...parts].join('/');
}

/**
 * The error about a file that is named but lies outside of its owner's folder.
 *
 * @param how it lies outside
 */
export function outside(owner: string, name: unknown, what: string, how = ''): ModelFileError {
  const expected = 'a path inside the folder of the model';
  return new ModelFileError(`${owner} names ${what} ${describeValue(name)}${how}; expected ${expected}.`, {
    argument: 'model',
    value: name,
    expected,
  });
}
