import { wordTokenizer } from 'model-agnostic';
import type { Files } from '../../files/files';
import type { TextRecipe } from '../../recipe/input-recipe';
import { knownId, readVocabulary, type Vocabulary } from './vocabulary';
import { withoutWords } from './without-words';

/** A text, taken apart into the words of a vocabulary. */
export interface ReadWords {
  readonly vocabulary: Vocabulary;
  readonly words: readonly string[];
}

/**
 * Takes a text apart into words. One that the vocabulary lacks is taken apart once more where it has what an apostrophe joins: `didn't` into `did`
 * and `n't`, as tokenizers of English do it.
 *
 * @throws {RecipeError} for a text without words
 */
export async function readWords(files: Files, text: string, recipe: TextRecipe): Promise<ReadWords> {
  const vocabulary = await readVocabulary(files, recipe.vocabulary);
  const found = wordTokenizer({ locale: vocabulary.locale }).tokenize(text);
  const words = found.flatMap((word) => (knownId(vocabulary, word) !== undefined ? [word] : parted(vocabulary, word)));
  if (words.length > 0) return { vocabulary, words };
  throw withoutWords(text);
}

/** What English joins by an apostrophe, straight or curled. */
const JOINED = /^(.+?)(n['\u2019]t|['\u2019](?:s|m|d|re|ve|ll))$/i;

function parted(vocabulary: Vocabulary, word: string): string[] {
  const [, stem, joined] = JOINED.exec(word) ?? [];
  return joined !== undefined && knownId(vocabulary, joined) !== undefined ? [stem, joined] : [word];
}
