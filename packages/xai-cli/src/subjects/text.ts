import { slice, tensor2d, tidy } from '@tensorflow/tfjs-core';
import { Columns, wordTokenizer } from 'model-agnostic';
import type { Explanation } from 'xai-base';
import { UsageError } from '../errors/errors';
import { modelEnds } from '../models/model-ends';
import type { Caption } from '../pictures/drawing';
import { textDrawing } from '../pictures/text-drawing';
import { idOfWord, readVocabulary } from '../text/vocabulary';
import type { Reading, Subject } from './subject';
import { wrongInput } from './wrong-input';

const NAME_WORDS = 3;

/** Takes a text apart into words, and these into the ids that the model takes. What comes after its last place is cut off. */
export async function readTextSubject({ options, loaded, meta, bag }: Reading): Promise<Subject> {
  const text = options.text as string;
  const [{ shape }] = modelEnds(loaded).inputs;
  if (shape && shape.length !== 2) throw wrongInput('text', shape, 'ids of words, [batch, words]');
  const vocabulary = await readVocabulary(options.vocabulary, meta);
  const words = wordTokenizer({ locale: vocabulary.locale }).tokenize(text);
  if (words.length === 0) {
    throw new UsageError('--text has no words; expected some.', { argument: '--text', value: text, expected: 'words' });
  }
  const places = shape?.[1] ?? words.length;
  const shown = words.slice(0, places);
  const ids = (of: (word: string) => number) =>
    bag.add(
      tensor2d(
        [Array.from({ length: places }, (_, at) => (at < shown.length ? of(shown[at]) : vocabulary.padding))],
        [1, places],
        'int32',
      ),
    );
  const perturbation = new Columns({
    background: vocabulary.unknown,
    groups: shown.map((_, at) => [at]),
    names: shown,
  });
  const inputRef = ids(() => vocabulary.unknown);
  return {
    modality: 'text',
    source: text,
    name: nameOf(shown),
    input: ids((word) => idOfWord(vocabulary, word)),
    inputRef,
    background: inputRef,
    comparison: { usual: 'words that the model does not know' },
    contrast: 1,
    ...(words.length > places && {
      warnings: [`The model reads ${places} words; the other ${words.length - places} of the text are cut off.`],
    }),
    hiding: { RISE: { perturbation }, LIME: { perturbation, sampling: 'size' }, KernelSHAP: { perturbation } },
    draw: async ({ val, heatmap, analyzer }: Explanation, caption: Caption) => {
      const seen = tidy(() => slice(val, [0, 0], [1, shown.length]));
      const values = Array.from(await seen.data());
      seen.dispose();
      return textDrawing({ words: shown, values, kind: heatmap, method: methodIn(analyzer) }, caption);
    },
  };
}

/** Of texts, gradients are those of the embedding, which need not be said. */
function methodIn(analyzer: string): string {
  return /^TokenAttribution\((.*)\)$/.exec(analyzer)?.[1] ?? analyzer;
}

/** The first words, as they may stand in the name of a file. */
function nameOf(words: readonly string[]): string {
  const plain = words.map((word) => word.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')).filter((word) => word !== '');
  return plain.slice(0, NAME_WORDS).join('-') || 'text';
}
