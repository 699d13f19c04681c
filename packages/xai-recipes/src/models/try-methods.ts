import { fill, type Tensor } from '@tensorflow/tfjs-core';
import { textPresence } from 'model-agnostic';
import { AbortError, analyze, type Executor, type Model, TensorBag } from 'xai-base';
import { RecipeError } from '../errors/errors';
import { memoryFiles } from '../files/memory-files';
import type { Modality } from '../inputs/modality';
import type { Subject } from '../inputs/subject';
import { analyzerFor } from '../methods/analyzer-for';
import type { Method } from '../methods/method';
import { methods } from '../methods/methods';
import { mostActivated } from '../prepare/selection';
import { inputShape } from './input-shape';
import type { LoadedModel, LoadedText } from './loaded-model';
import { modelEnds } from './model-ends';
import { inWordsOfRecipes } from './relevance-problem';
import { takesTexts } from './takes-texts';
import { textFunction } from './text-function';

/** The length of what is tried on a model that takes any. */
const LENGTH = 64;

const TEXT = 'one or two words';

/** Whether a method explains a model; if not, why. */
export interface Verdict {
  readonly method: string;
  readonly works: boolean;
  readonly reason?: string;
  /** What it needs to be told. */
  readonly options?: readonly string[];
}

/** On what methods are tried. */
export interface Trial {
  readonly loaded: LoadedModel | LoadedText;
  readonly modality: Modality;
  readonly executor?: Executor;
  readonly signal?: AbortSignal;
}

/** What a method is tried on. */
interface TrialSubject extends Partial<Pick<Subject, 'hiding'>> {
  readonly input: Tensor;
  readonly background: Tensor;
  readonly model: Model;
}

/**
 * Tries every method for the model's kind of input on a gray image, or the like, or a few words, with as little work as each can do.
 *
 * @example
 * ```ts
 * const files = await folderFiles('../xai-cli/models/penguins');
 * const loaded = await loadModel(files, { source: 'model.json' });
 * const [first] = await tryMethods({ loaded, modality: 'table' });
 * first; // => { method: 'Gradient', works: true }
 * await loaded.model.dispose();
 * ```
 */
export async function tryMethods(trial: Trial): Promise<Verdict[]> {
  const verdicts: Verdict[] = [];
  for (const method of methods.filter(({ inputs }) => inputs.includes(trial.modality)))
    verdicts.push(await tryMethod(method, trial));
  return verdicts;
}

/** What methods may need, by the path in a recipe that an error names. */
const mended = { 'recipe.model.logits': { logits: true }, 'recipe.method.unknown': { unknown: 'gradient' } } as const;

/** @param given what the method was found to need, and the path of that */
async function tryMethod(method: Method, trial: Trial, given: object = {}, path?: string): Promise<Verdict> {
  const { loaded, modality, executor, signal } = trial;
  const bag = new TensorBag();
  try {
    const { input, model, ...subject } = await trialSubject(method, trial, bag);
    const [, ...sample] = input.shape;
    const least = { steps: 1, samples: 8, top: 1, window: Math.max(...sample.slice(0, 2)), keep: 0.5, ...given };
    const settings = { ...least, ...subject, sample, contrast: 1, bag };
    const analyzer =
      'text' in loaded
        ? method.create(model, settings)
        : await analyzerFor(method, { loaded: { ...loaded, model } as LoadedModel, modality, settings });
    const selection = await mostActivated(model, input);
    (await analyze(input, analyzer, selection, { signal, ...(executor && { executor }) })).dispose();
    return { method: method.name, works: true, ...(path !== undefined && { options: [path] }) };
  } catch (cause) {
    if (cause instanceof AbortError) throw cause;
    const error = inWordsOfRecipes(cause);
    const way = Object.entries(mended).find(([one]) => error instanceof RecipeError && error.expected === one);
    if (way && path === undefined) return await tryMethod(method, trial, way[1], way[0]);
    return { method: method.name, works: false, reason: (error as Error).message };
  } finally {
    bag.dispose();
  }
}

/** What methods are tried on; of models of texts a few words, of which methods need the model of these words alone. */
async function trialSubject(method: Method, { loaded, modality }: Trial, bag: TensorBag): Promise<TrialSubject> {
  if (!('text' in loaded)) {
    if (takesTexts(loaded)) {
      const { input, model } = textPresence(textFunction(loaded), TEXT, { hide: 'drop' });
      return { input: bag.add(input), background: input, model };
    }
    const input = bag.add(trialInput(loaded, modality));
    return { input, background: input, model: loaded.model as Model };
  }
  const { readTokenSubject } = await import('../inputs/texts/token-subject'); // loaded when it is needed
  const recipe = { version: 1, model: { source: '' }, input: { kind: 'text' }, method: { name: method.name } } as const;
  const reading = { recipe, item: { text: TEXT }, files: memoryFiles({}), bag };
  const { input, background, hiding, model } = await readTokenSubject(reading, loaded.text);
  return { input, background, hiding, model: model as Model };
}

/** A gray image, a level series, a row of halves, or one word again and again. */
function trialInput(loaded: LoadedModel, modality: Modality): Tensor {
  if (modality === 'image') {
    const { height = LENGTH, width = LENGTH, channels } = inputShape(loaded);
    return fill([1, height, width, channels], 0.5);
  }
  const [{ shape = [null, null] }] = modelEnds(loaded).inputs;
  const sample = shape.slice(1).map((length) => length ?? LENGTH);
  return modality === 'text' ? fill([1, ...sample], 1, 'int32') : fill([1, ...sample], 0.5);
}
