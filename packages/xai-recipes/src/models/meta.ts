import { checkKeys, describeValue } from 'xai-base';
import { ModelFileError } from '../errors/errors';
import { beside } from '../files/beside';
import type { Files } from '../files/files';
import { readText } from '../files/read-file';
import { type Modality, modalities } from '../inputs/modality';
import { wrong } from './wrong';

/** Where a model's words are, and how texts become numbers. */
export interface VocabularyMeta {
  /** A JSON file: the words by their id. */
  readonly file: string;
  readonly padding?: number;
  readonly unknown?: number;
  readonly lowerCase?: boolean;
  readonly locale?: string;
}

/** What is known of a model beside its layers and weights; paths are relative to its folder. */
export interface Meta {
  /** The file that says it. */
  readonly file: string;
  readonly title?: string;
  readonly modality?: Modality;
  readonly task?: 'classification' | 'regression';
  readonly classes?: readonly string[];
  readonly features?: readonly string[];
  readonly categories?: Readonly<Record<string, readonly string[]>>;
  /** Of a series: the unit of a step. */
  readonly time?: string;
  /** What a regression predicts. */
  readonly target?: string;
  readonly vocabulary?: VocabularyMeta;
  /** Of a transformer: a `tokenizer.json`. */
  readonly tokenizer?: string;
  /** A CSV file. */
  readonly background?: string;
  readonly onnx?: { readonly channelsFirst?: boolean };
  readonly samples?: readonly { readonly file: string; readonly row?: number; readonly expected: string | number }[];
}

/** What else the file of a model may say, for who measures it. */
const others = ['input', 'heldOut'];

const isText = (value: unknown) => typeof value === 'string';
const isObject = (value: unknown) => typeof value === 'object' && value !== null && !Array.isArray(value);
const areTexts = (value: unknown) => Array.isArray(value) && value.length > 0 && value.every(isText);
const isId = (value: unknown) => Number.isSafeInteger(value) && (value as number) >= 0;

type Fields = Readonly<Record<string, [isValid: (value: unknown) => boolean, expected: string]>>;

const fields: Fields = {
  title: [isText, 'a text'],
  modality: [(value) => modalities.includes(value as Modality), `one of ${modalities.join(', ')}`],
  task: [(value) => value === 'classification' || value === 'regression', 'classification or regression'],
  classes: [areTexts, 'an array of names'],
  features: [areTexts, 'an array of names'],
  categories: [
    (value) => isObject(value) && Object.values(value as object).every(areTexts),
    'for each column with categories an array of their names',
  ],
  time: [isText, 'a text'],
  target: [isText, 'a text'],
  vocabulary: [(value) => isObject(value) && isText((value as VocabularyMeta).file), 'an object with a file'],
  tokenizer: [isText, 'the path of a tokenizer.json'],
  background: [isText, 'the path of a CSV file'],
  onnx: [isObject, 'an object'],
  samples: [Array.isArray, 'an array'],
};

const vocabularyFields: Fields = {
  file: [isText, 'the path of a file'],
  padding: [isId, 'an id'],
  unknown: [isId, 'an id'],
  lowerCase: [(value) => typeof value === 'boolean', 'true or false'],
  locale: [isLocale, 'a language, such as en'],
};

const onnxFields: Fields = {
  file: [isText, 'the path of a file'],
  channelsFirst: [(value) => typeof value === 'boolean', 'true or false'],
};

function isLocale(value: unknown): boolean {
  try {
    return isText(value) && Intl.getCanonicalLocales(value as string).length === 1;
  } catch {
    return false;
  }
}

/**
 * Reads the description of a model: the file named, or else `meta.json` beside the model, if it has a modality.
 *
 * @param model the name of the model's file
 * @throws {FileError} when the file named is missing
 * @throws {ModelFileError} naming a field that is wrong
 *
 * @example
 * ```ts
 * const files = await folderFiles('../xai-cli/models/lenet');
 * (await readMeta(files, 'model.json'))?.modality; // => 'image'
 * ```
 */
export async function readMeta(files: Files, model: string, named?: string): Promise<Meta | undefined> {
  const file = named ?? [...model.split(/(?<=[\\/])/).slice(0, -1), 'meta.json'].join('');
  if (named === undefined && !(await exists(files, file))) return undefined;
  const text = await readText(files, file, 'the description');
  const meta = parse(file, text);
  if (named === undefined && meta.modality === undefined) return undefined; // of another tool
  checkFields(file, 'meta.json', meta, fields, others);
  if (meta.vocabulary) checkFields(file, 'vocabulary', meta.vocabulary, vocabularyFields);
  if (meta.onnx) checkFields(file, 'onnx', meta.onnx, onnxFields);
  return { ...meta, file };
}

function checkFields(
  file: string,
  owner: string,
  given: object,
  known: Fields,
  alsoKnown: readonly string[] = [],
): void {
  try {
    checkKeys(given, [...Object.keys(known), ...alsoKnown], owner);
  } catch (cause) {
    throw new ModelFileError(`${file}: ${(cause as Error).message}`, { argument: 'meta', value: file, cause });
  }
  for (const [name, value] of Object.entries(given)) {
    const [isValid, expected] = known[name] ?? [() => true, ''];
    if (value !== undefined && !isValid(value))
      throw wrong(file, `says ${owner === 'meta.json' ? '' : `${owner}.`}${name}: ${describeValue(value)}`, expected);
  }
}

function parse(file: string, text: string): Partial<Meta> {
  try {
    const meta = JSON.parse(text);
    if (isObject(meta)) return meta;
  } catch (cause) {
    throw wrong(file, `is not JSON: ${(cause as Error).message}`, 'the description of a model', cause);
  }
  throw wrong(file, 'holds no object', 'the description of a model');
}

function exists(files: Files, file: string): Promise<boolean> {
  return files.read(file).then(
    () => true,
    () => false,
  );
}

/**
 * The name of a file that a description names; a model from elsewhere opens no file of the user's.
 *
 * @param what it names, such as 'the background'
 * @throws {ModelFileError} when it lies outside of the description's folder
 */
export function besideMeta(files: Files, meta: Meta, file: string, what: string): Promise<string> {
  return beside(files, meta.file, file, what);
}
