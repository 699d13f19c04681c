import { ModelFileError } from '../errors/errors';
import type { Files } from '../files/files';
import { readText } from '../files/read-file';
import { classNamesOf } from '../models/class-names-of';
import type { LoadedModel, LoadedText } from '../models/loaded-model';
import type { Recipe } from '../recipe/recipe';

/**
 * The names of the outputs, in their order: those in the recipe, of a known list, or in a file: a JSON array, a JSON object from index to name (also to an array that ends
 * in it, as Keras has ImageNet's), or a line a name.
 *
 * @throws {FileError} when there is no such file
 * @throws {ModelFileError} when there are no names in it
 */
export async function readLabels(files: Files, labels: Recipe['labels']): Promise<readonly string[] | undefined> {
  if (labels === undefined) return undefined;
  if ('known' in labels) return (await import('../labels/known-labels')).knownLabels(labels.known); // long lists, loaded when they are needed
  if (!('file' in labels)) return labels;
  const text = (await readText(files, labels.file, 'the labels')).replace(/^\uFEFF/, '');
  const names = /^\s*[[{]/.test(text) ? namesIn(parsed(text)) : text.trimEnd().split(/\r?\n/);
  if (names && names.length > 0 && names.some((name) => name !== '')) return names.map((name) => name.trim());
  const expected = 'a JSON array of names, a JSON object from index to name, or a line a name';
  throw new ModelFileError(`${labels.file} has no names of outputs; expected ${expected}.`, {
    argument: 'recipe.labels',
    value: labels.file,
    expected,
  });
}

/** The names of the outputs that a model itself has. */
export function labelsIn(loaded: LoadedModel | LoadedText): readonly string[] | undefined {
  return 'text' in loaded ? undefined : classNamesOf(loaded);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function namesIn(json: unknown): string[] | undefined {
  if (Array.isArray(json)) return json.every((name) => typeof name === 'string') ? json : undefined;
  const entries = Object.entries(Object(json) as Record<string, unknown>);
  const names: string[] = [];
  for (const [key, value] of entries) {
    const isByIndex = /^\d+$/.test(key); // else from name to index, as scikit-learn's and Teachable Machine's
    const [at, name] = isByIndex ? [Number(key), Array.isArray(value) ? value.at(-1) : value] : [value, key];
    if (!Number.isSafeInteger(at) || (at as number) >= entries.length || typeof name !== 'string') return undefined;
    names[at as number] = name;
  }
  return Array.from(names, (name) => name ?? '');
}
