import { zerosLike } from '@tensorflow/tfjs-core';
import { Columns, textPresence } from 'model-agnostic';
import { Explanation, type Model } from 'xai-base';
import { RecipeError } from '../../errors/errors';
import { methodFor } from '../../methods/method-for';
import { textFunction } from '../../models/text-function';
import type { Caption } from '../../pictures/drawing';
import { shownWords } from '../../pictures/shown-words';
import { textDrawing } from '../../pictures/text-drawing';
import type { TextRecipe } from '../../recipe/input-recipe';
import type { Reading, Subject } from '../subject';
import { nameOf } from './name-of';
import { textOf } from './text-of';
import { withoutWords } from './without-words';

/**
 * Reads a text for a model that takes texts as they are: what is explained is which words are there. Methods leave words out of the text.
 *
 * @throws {RecipeError} for a method that needs more than calls of the model, and for a text without words
 */
export async function readStringSubject({ recipe, item, loaded, files, bag }: Reading<TextRecipe>): Promise<Subject> {
  checkMethod(recipe.method.name);
  const source = await textOf(files, item);
  const { input, model, tokens: words } = textPresence(textFunction(loaded), source, { hide: 'drop' });
  bag.add(input);
  if (words.length === 0) throw withoutWords(source);
  const background = bag.add(zerosLike(input));
  const perturbation = new Columns({ groups: words.map((_, at) => [at]), names: [...words] });
  const valuesOf = async ({ val }: Explanation) => Array.from(await val.data());
  return {
    modality: 'text',
    source,
    name: nameOf(words),
    input,
    model: model as Model,
    inputRef: background,
    background,
    comparison: { usual: 'the text without these words' },
    contrast: 1,
    hiding: { RISE: { perturbation }, LIME: { perturbation, sampling: 'size' }, KernelSHAP: { perturbation } },
    finish: async (explanation: Explanation) =>
      new Explanation({ ...explanation, extras: { ...explanation.extras, tokens: [[...words]] } }),
    draw: async (explanation: Explanation, caption: Caption) => {
      const { heatmap: kind, analyzer: method } = explanation;
      return textDrawing({ words, values: await valuesOf(explanation), kind, method }, caption);
    },
    show: async (explanation: Explanation) => shownWords(explanation, words, await valuesOf(explanation)),
  };
}

function checkMethod(name: string): void {
  const { needs } = methodFor('text', name);
  if (needs === 'any model') return;
  const expected = 'a method that only calls the model, such as KernelSHAP, LIME or FeatureAblation';
  throw new RecipeError(
    `recipe.method.name is ${name}, which needs ${needs}, and the model takes texts as they are; expected ${expected}.`,
    { argument: 'recipe.method.name', value: name, expected },
  );
}
