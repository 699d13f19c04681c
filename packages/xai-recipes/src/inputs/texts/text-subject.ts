import { slice, tensor2d, tidy } from '@tensorflow/tfjs-core';
import { Columns } from 'model-agnostic';
import { Explanation } from 'xai-base';
import { ModelFileError } from '../../errors/errors';
import { embeddingSize } from '../../models/embedding-size';
import type { LoadedModel } from '../../models/loaded-model';
import { modelEnds } from '../../models/model-ends';
import type { Caption } from '../../pictures/drawing';
import { shownWords } from '../../pictures/shown-words';
import { textDrawing } from '../../pictures/text-drawing';
import type { TextRecipe } from '../../recipe/input-recipe';
import type { Reading, Subject } from '../subject';
import { wrongInput } from '../wrong-input';
import { nameOf } from './name-of';
import { paddedLength } from './padded-length';
import { readWords } from './read-words';
import { textOf } from './text-of';
import { idOfWord } from './vocabulary';

/** Takes a text apart into words, and these into the ids that the model takes. What comes after its last place is cut off. */
export async function readTextSubject({ recipe, item, loaded, files, bag }: Reading<TextRecipe>): Promise<Subject> {
  const text = await textOf(files, item);
  const [{ shape }] = modelEnds(loaded).inputs;
  if (shape && shape.length !== 2) throw wrongInput('text', shape, 'ids of words, [batch, words]');
  const { vocabulary, words } = await readWords(files, text, recipe.input);
  const rowOf = (places: number, of: (word: string) => number) => {
    const row = Array.from({ length: places }, (_, at) => (at < words.length ? of(words[at]) : vocabulary.padding));
    return tensor2d([row], [1, places], 'int32');
  };
  const idOf = (word: string) => idOfWord(vocabulary, word);
  checkIds(loaded, [...words.map(idOf), vocabulary.padding, vocabulary.unknown]);
  const places = shape?.[1] ?? (await paddedLength(loaded, words.length, (length) => rowOf(length, idOf)));
  const shown = words.slice(0, places);
  const ids = (of: (word: string) => number) => bag.add(rowOf(places, of));
  const perturbation = new Columns({
    background: vocabulary.unknown,
    groups: shown.map((_, at) => [at]),
    names: shown,
  });
  const inputRef = ids(() => vocabulary.unknown);
  const valuesOf = async ({ val }: Explanation) => {
    const seen = tidy(() => slice(val, [0, 0], [1, shown.length]));
    return Array.from(await seen.data().finally(() => seen.dispose()));
  };
  return {
    modality: 'text',
    source: text,
    name: nameOf(shown),
    input: ids(idOf),
    inputRef,
    background: inputRef,
    comparison: { usual: 'words that the model does not know' },
    contrast: 1,
    ...(words.length > places && {
      warnings: [`The model reads ${places} words; the other ${words.length - places} of the text are cut off.`],
    }),
    hiding: { RISE: { perturbation }, LIME: { perturbation, sampling: 'size' }, KernelSHAP: { perturbation } },
    finish: async (explanation: Explanation) => {
      const isSpecial = Array.from({ length: places }, (_, at) => at >= shown.length);
      const words = { tokens: [isSpecial.map((_, at) => shown[at] ?? '')], isSpecial: [isSpecial] };
      return new Explanation({ ...explanation, extras: { ...explanation.extras, ...words } });
    },
    draw: async (explanation: Explanation, caption: Caption) => {
      const { heatmap: kind, analyzer } = explanation;
      const values = await valuesOf(explanation);
      return textDrawing({ words: shown, values, kind, method: methodIn(analyzer) }, caption);
    },
    show: async (explanation: Explanation) => shownWords(explanation, shown, await valuesOf(explanation)),
  };
}

/** @throws {ModelFileError} when the words have ids for which the model has no embedding: they are those of another model */
function checkIds(loaded: LoadedModel, ids: readonly number[]): void {
  const size = embeddingSize(loaded) ?? Number.POSITIVE_INFINITY;
  const largest = ids.reduce((most, id) => Math.max(most, id), 0);
  if (largest < size) return;
  const expected = `ids from 0 to ${size - 1}, of which the model has embeddings; a vocabulary of its own`;
  throw new ModelFileError(`The vocabulary has the id ${largest}; expected ${expected}.`, {
    argument: 'recipe.input.vocabulary',
    value: largest,
    expected,
  });
}

/** Of texts, gradients are those of the embedding, which need not be said. */
function methodIn(analyzer: string): string {
  return /^TokenAttribution\((.*)\)$/.exec(analyzer)?.[1] ?? analyzer;
}
