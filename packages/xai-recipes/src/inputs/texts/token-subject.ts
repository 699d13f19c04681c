import { zerosLike } from '@tensorflow/tfjs-core';
import { Columns, textUnits, tokenPresence, unitExplanation } from 'model-agnostic';
import type { TextModel } from 'onnx-model';
import type { Executor, Explanation, Model } from 'xai-base';
import { methodFor } from '../../methods/method-for';
import type { Caption } from '../../pictures/drawing';
import { shownWords } from '../../pictures/shown-words';
import { textDrawing } from '../../pictures/text-drawing';
import type { TextRecipe } from '../../recipe/input-recipe';
import type { Reading, Subject } from '../subject';
import { nameOf } from './name-of';
import { textOf } from './text-of';

/**
 * Reads a text for a transformer with a tokenizer: methods that only call a model hide tokens, the others begin at their embedding. Drawn are words, or
 * tokens where the recipe says so.
 *
 * @param executor runs the model where tokens are hidden; nobody, if TensorFlow.js is to
 */
export async function readTokenSubject(
  reading: Omit<Reading<TextRecipe>, 'loaded'>,
  text: TextModel,
  executor?: Executor,
): Promise<Subject> {
  const { recipe, files, item, bag } = reading;
  const source = await textOf(files, item);
  const encoded = text.encode(source.trim());
  const units = textUnits(encoded, recipe.input.units ?? 'words');
  const own = units.filter(({ isSpecial }) => !isSpecial);
  const words = own.map(({ name }) => name);
  const valuesOf = async ({ val }: Explanation) => {
    const values = await val.data();
    return [...units.keys()].filter((unit) => !units[unit].isSpecial).map((unit) => values[unit]);
  };
  const isHidden = methodFor('text', recipe.method.name).needs === 'any model';
  const rest = {
    modality: 'text',
    source,
    name: nameOf(words),
    contrast: 1,
    finish: (explanation: Explanation) => unitExplanation(explanation, units, isHidden),
    draw: async (explanation: Explanation, caption: Caption) => {
      const { heatmap: kind, analyzer: method } = explanation;
      return textDrawing({ words, values: await valuesOf(explanation), kind, method }, caption);
    },
    show: async (explanation: Explanation) => shownWords(explanation, words, await valuesOf(explanation)),
  } as const;
  if (isHidden) {
    const { input, model } = tokenPresence(text, encoded, { executor });
    const background = bag.add(zerosLike(bag.add(input)));
    const perturbation = new Columns({ groups: own.map(({ tokens }) => tokens), names: words });
    const hiding = {
      RISE: { perturbation },
      LIME: { perturbation, sampling: 'size' },
      KernelSHAP: { perturbation },
    } as const;
    const comparison = { usual: 'hidden words' };
    return { ...rest, input, model: model as Model, inputRef: background, background, comparison, hiding };
  }
  const { input, furtherInputs } = text.embed(encoded);
  bag.addAll({ ...furtherInputs, input });
  const inputRef = bag.add(text.reference(encoded, 'zero'));
  const model: Model = (x) => text.model(x, furtherInputs);
  const comparison = { usual: 'a text without words (embeddings of zero)' };
  return { ...rest, input, model, inputRef, background: inputRef, comparison, hiding: {} };
}
