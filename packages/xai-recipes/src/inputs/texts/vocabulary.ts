import { ModelFileError, RecipeError } from '../../errors/errors';
import type { Files } from '../../files/files';
import { readText } from '../../files/read-file';
import type { VocabularyRecipe } from '../../recipe/input-recipe';

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
 * @throws {RecipeError} when no file is named
 * @throws {ModelFileError} when it holds no words, or none that stand for padding and for unknown words
 */
export async function readVocabulary(files: Files, recipe: VocabularyRecipe | undefined): Promise<Vocabulary> {
  if (recipe === undefined) {
    const expected =
      'recipe.input.vocabulary, a file with the words in the order of their ids, or a meta.json beside the model that names it; of a transformer, recipe.input.tokenizer, its tokenizer.json';
    throw new RecipeError(`A model of texts takes ids of words, and nothing says which; expected ${expected}.`, {
      argument: 'recipe.input.vocabulary',
      expected,
    });
  }
  const { file, padding, unknown, lowerCase, locale } = recipe;
  const words = await readWords(files, file);
  const ids = new Map(words.map((word, id) => [word, id]));
  return {
    ids,
    padding: padding ?? idOf(file, ids, paddings),
    unknown: unknown ?? idOf(file, ids, unknowns),
    lowerCase: lowerCase ?? words.every((word) => word === word.toLowerCase() || /^[[<]/.test(word)),
    locale,
  };
}

async function readWords(files: Files, file: string): Promise<string[]> {
  const text = await readText(files, file, 'the vocabulary');
  const words = text.trimStart().startsWith('[') ? parse(text) : undefined;
  if (words) return words;
  const lines = text.split(/\r?\n/);
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
    argument: 'recipe.input.vocabulary',
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
