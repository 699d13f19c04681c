import { wordTokenizer } from 'model-agnostic';
import { UsageError } from '../errors/errors';
import type { ExplainOptions } from '../explain/explain-options';
import type { Meta } from '../models/meta';
import { knownId, readVocabulary, type Vocabulary } from './vocabulary';

/** A text, taken apart into the words of a vocabulary. */
export interface ReadWords {
  readonly vocabulary: Vocabulary;
  readonly words: readonly string[];
}

/**
 * Takes a text apart into words. One that the vocabulary lacks is taken apart once more where it has what an apostrophe joins: `didn't` into `did`
 * and `n't`, as tokenizers of English do it.
 *
 * @throws {UsageError} for a text without words
 */
export async function readWords(options: ExplainOptions, meta?: Meta): Promise<ReadWords> {
  const text = options.text as string;
  const vocabulary = await readVocabulary(options.vocabulary, meta);
  const found = wordTokenizer({ locale: vocabulary.locale }).tokenize(text);
  const words = found.flatMap((word) => (knownId(vocabulary, word) !== undefined ? [word] : parted(vocabulary, word)));
  if (words.length > 0) return { vocabulary, words };
  throw new UsageError('--text has no words; expected some.', { argument: '--text', value: text, expected: 'words' });
}

/** How many words the explained text has. */
export async function wordCount(options: ExplainOptions, meta?: Meta): Promise<number> {
  return (await readWords(options, meta)).words.length;
}

/** What English joins by an apostrophe, straight or curled. */
const JOINED = /^(.+?)(n['\u2019]t|['\u2019](?:s|m|d|re|ve|ll))$/i;

function parted(vocabulary: Vocabulary, word: string): string[] {
  const [, stem, joined] = JOINED.exec(word) ?? [];
  return joined !== undefined && knownId(vocabulary, joined) !== undefined ? [stem, joined] : [word];
}
