import { ModelFileError } from '../errors/errors';
import type { Files } from '../files/files';
import { readText } from '../files/read-file';
import { namesByLine } from '../labels/names-by-line';
import { namesInJson } from '../labels/names-in-json';
import { classNamesOf } from '../models/class-names-of';
import type { LoadedModel, LoadedText } from '../models/loaded-model';
import type { Recipe } from '../recipe/recipe';

/**
 * The names of the outputs, in their order: those in the recipe, of a known list, or in a file, as JSON or a line a name.
 *
 * @throws {FileError} when there is no such file
 * @throws {ModelFileError} when there are no names in it
 * @see {@link namesInJson} and {@link namesByLine} for what a file may hold
 */
export async function readLabels(files: Files, labels: Recipe['labels']): Promise<readonly string[] | undefined> {
  if (labels === undefined) return undefined;
  if ('known' in labels) return (await import('../labels/known-labels')).knownLabels(labels.known); // long lists, loaded when they are needed
  if (!('file' in labels)) return labels;
  const text = await readText(files, labels.file, 'the labels');
  const names = /^\s*[[{]/.test(text) ? namesInJson(parsed(labels.file, text)) : namesByLine(text);
  if (names?.some((name) => name.trim() !== '')) return names.map((name) => name.trim());
  throw wrongLabels(labels.file, 'has no names of outputs');
}

/** The names of the outputs that a model itself has. */
export function labelsIn(loaded: LoadedModel | LoadedText): readonly string[] | undefined {
  return 'text' in loaded ? undefined : classNamesOf(loaded);
}

function parsed(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw wrongLabels(file, `is no JSON: ${(cause as Error).message}`, cause);
  }
}

function wrongLabels(file: string, what: string, cause?: unknown): ModelFileError {
  const expected =
    'a JSON array of names, a JSON object from index to name, an object with one of these as its id2label, classes, labels or names, or a line a name';
  return new ModelFileError(`${file} ${what}; expected ${expected}.`, {
    argument: 'recipe.labels',
    value: file,
    expected,
    cause,
  });
}
