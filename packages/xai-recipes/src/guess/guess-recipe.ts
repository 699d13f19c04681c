import type { Modality } from '../inputs/modality';
import { usualMethod } from '../methods/usual-method';
import { layoutOf } from '../models/guess-layout';
import type { InputOutline, ModelOutline } from '../models/outline';
import { shapeText } from '../models/shape';
import { withField } from '../recipe/fields';
import type { Recipe } from '../recipe/recipe';
import { describedBy } from './described-by';
import type { Guess } from './guess';
import { guessesOfImage } from './guess-image';
import { guessesOfInputs, mainInput, USUAL_RATE } from './guess-inputs';
import { guessesOfOutputs } from './guess-outputs';

/**
 * The most likely recipe for a model, by its description: what kind of input it takes and how that is prepared, which of its inputs and outputs is explained,
 * what the others get, the names of its outputs, and a method that applies. Each guess has its reason in words, in `reasons`, by the path of the field.
 *
 * @param outline from {@link open}
 * @returns plain JSON, which `prepare` takes
 *
 * @example
 * ```ts
 * const files = await folderFiles('../xai-cli/models/lenet');
 * const recipe = guessRecipe(await open(files, { source: 'lenet.onnx' }));
 * recipe.input; // => { kind: 'image' }
 * recipe.method; // => { name: 'IntegratedGradients' }
 * recipe.reasons?.['recipe.model.layout']; // => 'meta.json says that channels come first'
 * ```
 */
export function guessRecipe(outline: ModelOutline): Recipe {
  const main = mainInput(outline);
  const kind = kindOf(outline, main);
  const areTexts = main.meaning === 'text';
  const tokenized = areTexts ? [] : tokenizerGuess(outline, kind);
  const guesses = [
    kindGuess(outline, main, kind),
    ...rateGuess(outline, kind),
    ...layoutGuess(outline, main, kind),
    ...(tokenized.length > 0 ? tokenized : guessesOfInputs(outline, main)),
    ...guessesOfOutputs(outline, kind),
    ...(kind === 'image' ? guessesOfImage(outline, main) : []),
    ...(tokenized.length > 0 || areTexts ? [] : vocabularyGuess(outline, kind)),
    methodGuess(outline, kind, areTexts),
  ];
  const described = describedBy(outline.meta, kind);
  const start = {
    version: 1,
    model: { source: outline.source, format: outline.format },
    input: { kind, ...described.input },
    ...(described.labels && { labels: described.labels }),
    ...(described.task && { task: described.task }),
    method: { name: usualMethod[kind] },
    ...(described.comparedWith && { comparedWith: described.comparedWith }),
  } as unknown as Recipe;
  const recipe = guesses.reduce((known, { path, value }) => withField(known, path, value), start);
  return { ...recipe, reasons: Object.fromEntries(guesses.map(({ path, reason }) => [path, reason])) };
}

/** By what the explained input means. */
function kindOf({ meta, inputs }: ModelOutline, { meaning, shape }: InputOutline): Modality {
  if (meta?.modality) return meta.modality;
  if (meaning === 'table' && inputs.some(isRate)) return 'series'; // of sound
  switch (meaning) {
    case 'text':
    case 'ids':
      return 'text';
    case 'series':
    case 'table':
      return meaning;
    default:
      return shape?.length === 2 ? 'table' : 'image';
  }
}

function kindGuess(
  { meta, embeddings }: ModelOutline,
  { name, shape, type = 'float32' }: InputOutline,
  kind: Modality,
): Guess {
  const looked = kind === 'text' && embeddings.length > 0 ? `, by which ${embeddings[0]} is looked up` : '';
  const reason = meta?.modality ? `${meta.file} says so` : `${name} is ${type} ${shapeText(shape)}${looked}`;
  return { path: 'recipe.input.kind', value: kind, reason };
}

const isRate = ({ meaning }: InputOutline) => meaning === 'rate';

/** A recording is brought to the rate that the model is told. */
function rateGuess({ inputs }: ModelOutline, kind: Modality): Guess[] {
  const told = inputs.find(isRate);
  if (!told || kind !== 'series') return [];
  return [{ path: 'recipe.input.rate', value: USUAL_RATE, reason: `${told.name} is given that rate` }];
}

function layoutGuess({ format, meta }: ModelOutline, main: InputOutline, kind: Modality): Guess[] {
  if (format === 'layers-model' || !(kind === 'image' || kind === 'series')) return [];
  if (main.shape?.length === 2) return []; // a recording has no channels
  const path = 'recipe.model.layout';
  const { name, shape } = main;
  const { layout } = describedBy(meta, kind).model;
  const where = (value: string) => (value === 'channels-first' ? 'first' : 'last');
  if (layout) return [{ path, value: layout, reason: `${meta?.file} says that channels come ${where(layout)}` }];
  const value = main.layout ?? layoutOf(shape, 'channels-last');
  const isUsual = value === 'channels-last' && (format === 'graph-model' || kind === 'series');
  if (isUsual) return []; // as all graph-models have them but for a few, and all series here
  const ofSeries = `what reads ${name} has channels before time`;
  return [
    { path, value, reason: kind === 'series' ? ofSeries : `${shapeText(shape)} has its channels ${where(value)}` },
  ];
}

function vocabularyGuess({ vocabulary, meta }: ModelOutline, kind: Modality): Guess[] {
  if (kind !== 'text' || vocabulary === undefined || meta?.vocabulary) return [];
  const path = 'recipe.input.vocabulary';
  return [{ path, value: { file: vocabulary }, reason: `${vocabulary} lies beside the model` }];
}

function methodGuess({ isOfTrees }: ModelOutline, kind: Modality, areTexts: boolean): Guess {
  const path = 'recipe.method.name';
  if (areTexts)
    return {
      path,
      value: usualMethod.text,
      reason: 'the model takes texts as they are: methods leave words out of them',
    };
  if (isOfTrees && kind === 'table')
    return { path, value: 'TreeSHAP', reason: 'the model is an ensemble of trees, whose Shapley values are exact' };
  return { path, value: usualMethod[kind], reason: `it is the usual one for inputs of the kind ${kind}` };
}

/** A tokenizer makes all inputs of a transformer. */
function tokenizerGuess({ tokenizer, meta }: ModelOutline, kind: Modality): Guess[] {
  if (kind !== 'text' || meta?.vocabulary) return [];
  const value = meta?.tokenizer ?? tokenizer;
  const reason = `${value} lies beside the model, and makes all its inputs from a text`;
  return value === undefined ? [] : [{ path: 'recipe.input.tokenizer', value, reason }];
}
