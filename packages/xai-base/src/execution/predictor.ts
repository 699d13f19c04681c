import { type Tensor, tidy } from '@tensorflow/tfjs-core';
import { NoGradientError } from '../errors';
import { formOf } from '../further-inputs/form';
import type { FurtherInputs } from '../further-inputs/further-inputs';
import type { ModelView } from '../models/model-view';
import { chosenExecutor, compiles } from './chosen-executor';
import type { Executor, Program } from './executor';

/** The model's outputs for a batch, which belong to the caller. */
export type Predict = ModelView['predict'];

/** How the model's inputs are made of what is given in their place. */
export interface MadeInputs {
  /** The inputs `[batch, ...]` of what is given `[batch, ...]` and what is shared: a pure function of TensorFlow.js ops, always the same one for the same purpose. */
  readonly make: (given: Tensor, ...shared: Tensor[]) => Tensor;
  /** What all samples have in common; it stays the caller's. */
  readonly shared: readonly Tensor[];
}

/** The programs that evaluate a model, by how its inputs are made and the form of the further ones: an executor knows by them what it has compiled. */
const programs = new WeakMap<ModelView, Map<unknown, Map<string, Program>>>();

/** Models that turned out to be no program. */
const notPrograms = new WeakSet<ModelView>();

/**
 * Whether a model is evaluated by an executor that compiles, as far as is known: an asynchronous function shows what it is when it is first asked.
 *
 * @example
 * ```ts
 * compilesModel(toModelView((x: tf.Tensor) => tf.sum(x, 1, true)), eagerExecutor); // => false
 * ```
 */
export function compilesModel(model: ModelView, named?: Executor): boolean {
  return compiles(chosenExecutor(named)) && mayBeProgram(model);
}

function mayBeProgram(model: ModelView): boolean {
  return model.gradient === undefined && !notPrograms.has(model);
}

/**
 * Evaluates a model by an executor where it is one program of TensorFlow.js ops, and else, such as an asynchronous function, as it evaluates itself.
 *
 * @param model the model
 * @param named whom the caller asks for; by default whom {@link useExecutor} has chosen, and else the model evaluates itself
 * @param made how inputs are made, if they are not what is given: an executor does it in the same program
 *
 * @example
 * ```ts
 * const predict = predictorOf(toModelView((x: tf.Tensor) => tf.sum(x, 1, true)), eagerExecutor);
 * await predict(tf.tensor2d([[1, 2]])); // => [[3]]
 * ```
 */
export function predictorOf(model: ModelView, named?: Executor, made?: MadeInputs): Predict {
  const executor = chosenExecutor(named);
  return async (given, further) => {
    if (executor && mayBeProgram(model)) {
      try {
        const inputs = [given, ...(made?.shared ?? []), ...Object.values(further ?? {})];
        const [output] = await executor.run(programOf(model, made, further), inputs);
        return output;
      } catch (error) {
        if (!(error instanceof NoGradientError)) throw error;
        notPrograms.add(model);
      }
    }
    if (!made) return model.predict(given, further);
    const input = tidy(() => made.make(given, ...made.shared).clone());
    try {
      return await model.predict(input, further);
    } finally {
      input.dispose();
    }
  };
}

function programOf(model: ModelView, made: MadeInputs | undefined, further: FurtherInputs | undefined): Program {
  const form = formOf(further);
  const ofModel = entryOf(programs, model, () => new Map());
  const ofMade = entryOf(ofModel, made?.make, () => new Map<string, Program>());
  const { make, shared } = made ?? { make: undefined, shared: [] };
  return entryOf(ofMade, `${shared.length} ${form.key}`, () => (given, ...more) => {
    const input = make?.(given, ...more.slice(0, shared.length)) ?? given;
    return [model.forward(input, form.of(more.slice(shared.length)))];
  });
}

function entryOf<Key, Entry>(
  entries: { get(key: Key): Entry | undefined; set(key: Key, entry: Entry): unknown },
  key: Key,
  create: () => Entry,
): Entry {
  const entry = entries.get(key) ?? create();
  entries.set(key, entry);
  return entry;
}
