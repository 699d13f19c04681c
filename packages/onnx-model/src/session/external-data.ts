import { externalFiles } from 'onnx-format';
import { ExternalDataError, OnnxFileError } from './errors';
import { nodeFiles, nodePath } from './node-modules';
import type { SourceFile } from './read-source';

/** The contents of files beside a model, by the names that the model gives. */
export type ExternalFiles = ReadonlyMap<string, Uint8Array>;

/**
 * The files that hold elements of a model. The model names them, and a model may come from anyone.
 *
 * @param allowed true to read them from the model's folder; or their contents
 * @throws {OnnxFileError} when the bytes are no ONNX model, or a file cannot be read
 * @throws {ExternalDataError} when the model has such files and they are not allowed, not given, or outside of its folder
 */
export async function externalData(
  { bytes, folder }: SourceFile,
  allowed: boolean | ExternalFiles,
): Promise<ExternalFiles> {
  const names = namesOf(bytes);
  if (names.length === 0) return new Map();
  if (allowed === false) {
    throw refusal(
      names,
      'If you trust it, allow them: OnnxModel.load(path, { externalData: true }) reads files in its folder',
    );
  }
  if (allowed === true) {
    if (folder !== undefined) return readAll(names, folder);
    throw refusal(names, 'Load it from a path, or pass the contents: { externalData: new Map([[name, bytes]]) }');
  }
  const missing = names.filter((name) => !allowed.has(name));
  if (missing.length > 0) throw refusal(missing, 'The map of externalData lacks them');
  return allowed;
}

function namesOf(bytes: Uint8Array): string[] {
  try {
    return externalFiles(bytes);
  } catch (cause) {
    throw new OnnxFileError((cause as Error).message, { argument: 'source', value: `${bytes.length} bytes`, cause });
  }
}

const refusal = (names: readonly string[], wayOut: string): ExternalDataError =>
  new ExternalDataError(`The model has elements in other files: ${names.join(', ')}. ${wayOut}.`, {
    argument: 'externalData',
    value: names,
    expected: 'a model in one file, or consent',
  });

async function readAll(names: readonly string[], folder: string): Promise<ExternalFiles> {
  return new Map(await Promise.all(names.map(async (name) => [name, await readInside(folder, name)] as const)));
}

/** Reads a file that is in a folder, also after links are followed. */
async function readInside(folder: string, name: string): Promise<Uint8Array> {
  const [{ readFile, realpath }, path] = await Promise.all([nodeFiles(), nodePath()]);
  const isInside = (root: string, file: string) => {
    const relative = path.relative(root, file);
    return relative !== '' && relative.split(path.sep)[0] !== '..' && !path.isAbsolute(relative);
  };
  const outside = () => refusal([name], `It is outside of the model's folder, ${folder}`);
  if (path.isAbsolute(name) || !isInside(folder, path.resolve(folder, name))) throw outside();
  let file: string;
  try {
    file = await realpath(path.resolve(folder, name));
    if (isInside(await realpath(folder), file)) return await readFile(file);
  } catch (cause) {
    const message = `The model's external data ${name} cannot be read: ${(cause as Error).message}.`;
    throw new OnnxFileError(message, { argument: 'externalData', value: name, cause });
  }
  throw outside();
}
