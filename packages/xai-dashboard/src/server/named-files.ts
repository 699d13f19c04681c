import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { ServedFileError } from './errors';
import { filesIn } from './files-in';

/** What the user named: the files that may be read, and which of them is the model. */
export interface NamedFiles {
  /** Where each lies, by the name that the page knows it by. */
  readonly files: ReadonlyMap<string, string>;
  readonly model?: string;
  /** Those of the data. */
  readonly data: readonly string[];
}

/** What describes a model in its folder. */
const DESCRIPTIONS = /^(meta\.json|tokenizer(_config)?\.json|(.*[-_.])?(labels|classes|vocab|words)\.(txt|json))$/i;

/**
 * The files that a model and a folder of data stand for: of a model its file, its weights, and what describes it beside; of a folder all in it.
 *
 * @throws {ServedFileError} when there is no such file or folder
 */
export async function namedFiles({ model, data }: { model?: string; data?: string }): Promise<NamedFiles> {
  const files = new Map<string, string>();
  if (model !== undefined) for (const [name, file] of await filesOfModel(model)) files.set(name, file);
  const names: string[] = [];
  if (data !== undefined)
    for (const [name, file] of await filesOfData(data)) {
      names.push(name);
      files.set(name, file);
    }
  return { files, data: names, ...(model !== undefined && { model: path.basename(model) }) };
}

async function filesOfModel(model: string): Promise<Map<string, string>> {
  const folder = path.dirname(model);
  const name = path.basename(model);
  if (!(await isThere(model))?.isFile()) throw wrong('--model', model, 'the file of a model');
  const weights = name.endsWith('.json') ? await weightsIn(model) : [];
  const beside = (await readdir(folder, { withFileTypes: true })).filter((entry) => entry.isFile());
  const stem = name.replace(/\.onnx$/, '');
  const isExternal = (one: string) => /^(\.onnx)?[._](data|weights|bin)$/.test(one.slice(stem.length));
  const belongs = (one: string) =>
    one === name || weights.includes(one) || DESCRIPTIONS.test(one) || (one.startsWith(stem) && isExternal(one));
  return new Map(
    beside.filter((entry) => belongs(entry.name)).map((entry) => [entry.name, path.join(folder, entry.name)]),
  );
}

/** The names of the weight files in a model.json. */
async function weightsIn(model: string): Promise<string[]> {
  try {
    const { weightsManifest } = JSON.parse(await readFile(model, 'utf8'));
    return weightsManifest.flatMap(({ paths }: { paths: string[] }) => paths);
  } catch {
    return []; // the page says what is wrong with it
  }
}

async function filesOfData(data: string): Promise<Map<string, string>> {
  const found = await isThere(data);
  if (found?.isFile()) return new Map([[path.basename(data), data]]);
  if (!found?.isDirectory()) throw wrong('--data', data, 'a folder, or a file');
  const folder = path.basename(path.resolve(data));
  return new Map([...(await filesIn(data))].map(([name, file]) => [`${folder}/${name}`, file]));
}

async function isThere(file: string) {
  return stat(file).catch(() => undefined);
}

function wrong(option: string, value: string, expected: string): ServedFileError {
  return new ServedFileError(`${option} is ${value}, which is not there; expected ${expected}.`);
}
