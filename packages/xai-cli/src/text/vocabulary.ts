import { readFile } from 'node:fs/promises';
import { ModelFileError, withFile } from 'xai-recipes';
import { UsageError } from '../errors/errors';
import { besideMeta, type Meta } from '../models/meta';

/** The words that a model knows, and how words become ids. */
export interface Vocabulary {
  readonly ids: ReadonlyMap<string, number>;
  /** What stands after a text that is shorter than the model's input. */
  readonly padding: number;
  /** What stands for any other word; a hidden word becomes one. */
  readonly unknown: number;
  readonly lowerCase: boolean;
  readonly locale?: string;
}

const paddings = ['[padding]', '[pad]', '<pad>', '<padding>'];
const unknowns = ['[unknown]', '[unk]', '<unk>', '<unknown>', '<oov>'];

/**
 * Reads the words of a model, in the order of their ids: a JSON array, or a line a word.
 *
 * @param file the option `--vocabulary`; without it, the description of the model names the file
 * @throws {UsageError} when neither names a file
 * @throws {ModelFileError} when it holds no words, or none that stand for padding and for unknown words
 */
export async function readVocabulary(file: string | undefined, meta?: Meta): Promise<Vocabulary> {
  const said = meta?.vocabulary;
  const source = file ?? (meta && said && (await besideMeta(meta, said.file, 'the vocabulary')));
  if (source === undefined) {
    const expected =
      '--vocabulary, a file with the words in the order of their ids, or a meta.json beside the model that names it';
    throw new UsageError(`A model of texts takes ids of words, and nothing says which; expected ${expected}.`, {
      argument: '--vocabulary',
      expected,
    });
  }
  const words = await readWords(source);
  const ids = new Map(words.map((word, id) => [word, id]));
  const own = file === undefined ? said : undefined;
  return {
    ids,
    padding: own?.padding ?? idOf(source, ids, paddings),
    unknown: own?.unknown ?? idOf(source, ids, unknowns),
    lowerCase: own?.lowerCase ?? words.every((word) => word === word.toLowerCase() || /^[[<]/.test(word)),
    locale: own?.locale,
  };
}

async function readWords(file: string): Promise<string[]> {
  const text = await withFile('read the vocabulary', file, () => readFile(file, 'utf8'));
  const words = text.trimStart().startsWith('[') ? parse(text) : undefined;
  if (words) return words;
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  if (lines.at(-1) === '') lines.pop();
  if (lines.length > 1) return lines;
  throw wrongVocabulary(file, 'holds no words', 'a JSON array of words, or a line a word');
}

/** A list of words may begin with a bracket, too: `[PAD]`. */
function parse(text: string): string[] | undefined {
  try {
    const words: unknown = JSON.parse(text);
    return Array.isArray(words) && words.length > 0 && words.every((word) => typeof word === 'string')
      ? words
      : undefined;
  } catch {
    return undefined;
  }
}

function idOf(file: string, ids: ReadonlyMap<string, number>, names: readonly string[]): number {
  const name = [...ids.keys()].find((word) => names.includes(word.toLowerCase()));
  if (name !== undefined) return ids.get(name) as number;
  throw wrongVocabulary(file, `has none of ${names.join(', ')}`, 'one of them');
}

function wrongVocabulary(file: string, what: string, expected: string): ModelFileError {
  return new ModelFileError(`${file} ${what}; expected ${expected}.`, {
    argument: '--vocabulary',
    value: file,
    expected,
  });
}

/** The id of a word. */
export function idOfWord(vocabulary: Vocabulary, word: string): number {
  return knownId(vocabulary, word) ?? vocabulary.unknown;
}

/** The id of a word that the vocabulary has; a curled apostrophe may be a straight one there. */
export function knownId({ ids, lowerCase }: Vocabulary, word: string): number | undefined {
  const spelt = lowerCase ? word.toLowerCase() : word;
  return ids.get(spelt) ?? ids.get(spelt.replace(/\u2019/g, "'"));
}
