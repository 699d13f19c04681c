import { checkKeys, checkPositiveInteger, RandomStream } from 'xai-base';
import { PlantedWords } from '../benchmarks/planted-words';
import type { Lesson } from './lesson';
import { wordNetwork } from './word-network';

/** The settings of {@link wordLesson}. */
export interface WordLessonSettings {
  /** Texts as ids below `words`; by default made up, of words that are as frequent as those of languages are. */
  readonly texts?: readonly ArrayLike<number>[];
  /** How many ids the texts use, 0 for padding among them; 2000 by default. The words that are planted follow: two for each of two classes. */
  readonly words?: number;
  /** How many words a sample has; 48 by default. */
  readonly length?: number;
  readonly seed?: number;
}

const madeUp = 200;

/**
 * {@link PlantedWords} of two classes, of words that no text has, with a small convolutional network that reads them.
 *
 * @throws {ValueError} for a setting that does not exist, a number of words that is not an integer of at least 1, and as `PlantedWords`
 *
 * @example
 * ```ts
 * const { truth } = wordLesson({ words: 50, length: 6, seed: 1 });
 * const { values, mask } = truth.sample(0);
 * values[Array.from(mask).indexOf(1)] >= 50; // => true
 * ```
 */
export function wordLesson(settings: WordLessonSettings = {}): Lesson {
  checkKeys(settings, ['texts', 'words', 'length', 'seed'], 'wordLesson');
  const { texts, words = 2000, length = 48, seed = 0 } = settings;
  checkPositiveInteger('words', words);
  const planted = [
    [words, words + 1],
    [words + 2, words + 3],
  ];
  const truth = new PlantedWords({ texts: texts ?? drawTexts(words, length, seed), words: planted, length, seed });
  return { truth, networks: { words: wordNetwork(words + 4) }, schooling: { samples: 4000, epochs: 12 } };
}

/** The k-th word comes with a chance of about 1 / k (Zipf). */
function drawTexts(words: number, length: number, seed: number): number[][] {
  const stream = new RandomStream(seed);
  const next = () => Math.floor((words - 1) ** stream.uniform());
  return Array.from({ length: madeUp }, () => Array.from({ length: 2 * length }, () => Math.max(1, next())));
}
