import { checkKeys, checkPositiveInteger, type RandomStream } from 'xai-base';
import { checkSetting } from '../task/check-settings';
import { heldOut } from './held-out';
import { type KnownSample, KnownTruth, type Part } from './known-truth';

/** The settings of {@link PlantedWords}. */
export interface PlantedWordsSettings {
  /** Texts as the ids of their words, in any order, of any class: what stands around. */
  texts: readonly ArrayLike<number>[];
  /** The words of each class, by their ids: those that are planted, one a text. */
  words: readonly (readonly number[])[];
  /** How many words a sample has. */
  length: number;
  /** The id that shorter texts are filled up with; 0 by default. */
  padding?: number;
  seed?: number;
}

/**
 * Texts with planted shortcuts: a random piece of a random text, in which one word is replaced by one of the words of a class. Nothing else tells the class, so that a model
 * which is right looks there. Ids `[length]`; the mask has the word. Of the texts, the last fifth is for tests alone.
 *
 * @see J. Bastings et al.: "Will You Find These Shortcuts?" A Protocol for Evaluating the Faithfulness of Input Salience Methods for Text Classification (2022)
 *
 * @example
 * ```ts
 * const texts = [[5, 6, 7], [8, 9, 5, 6], [7, 7, 8], [9, 5, 6], [6, 8]];
 * const planted = new PlantedWords({ texts, words: [[1], [2]], length: 4 });
 * const { values, mask, label } = planted.sample(1);
 * [label, values[Array.from(mask).indexOf(1)]]; // => [1, 2]
 * values[3]; // => 0
 * ```
 */
export class PlantedWords extends KnownTruth {
  readonly name: string = 'PlantedWords';
  readonly shape: readonly number[];
  readonly maskShape: readonly number[];
  readonly classes: number;
  readonly dtype = 'int32';

  /** @throws {ValueError} for a setting that does not exist, or is none */
  constructor(private readonly settings: PlantedWordsSettings) {
    checkKeys(settings, ['texts', 'words', 'length', 'padding', 'seed'], 'PlantedWords');
    const { texts, words, length, padding = 0, seed } = settings;
    super(seed);
    checkPositiveInteger('length', length);
    checkSetting('padding', padding, Number.isSafeInteger(padding), 'an id');
    const hasSome = Array.isArray(texts) && texts.length >= 5 && texts.every((text) => text.length > 0);
    checkSetting('texts', texts, hasSome, 'at least five texts, of at least one word each');
    const ofEach = Array.isArray(words) && words.length >= 2 && words.every((own) => own.length > 0);
    checkSetting('words', words, ofEach, 'at least one word for each of at least two classes');
    checkSetting('words', words, new Set(words.flat()).size === words.flat().length, 'words that differ');
    [this.shape, this.maskShape, this.classes] = [[length], [length], words.length];
  }

  protected draw(stream: RandomStream, label: number, part: Part): KnownSample {
    const { texts, words, length, padding = 0 } = this.settings;
    const { from, to } = heldOut(texts.length)[part];
    const pick = (from: number, to: number) => from + Math.floor(stream.uniform() * (to - from));
    const text = texts[pick(from, to)];
    const begin = pick(0, Math.max(0, text.length - length) + 1);
    const count = Math.min(length, text.length);
    const at = pick(0, count);
    const values = Int32Array.from({ length }, (_, k) => (k < count ? text[begin + k] : padding));
    values[at] = words[label][pick(0, words[label].length)];
    return { values, label, mask: values.map((_, k) => Number(k === at)) };
  }
}
