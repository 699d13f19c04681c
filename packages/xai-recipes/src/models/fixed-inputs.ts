import { type Tensor, tensor } from '@tensorflow/tfjs-core';
import type { OnnxValue } from 'onnx-format';
import { nearest, sizeOf, type TensorBag } from 'xai-base';
import { RecipeError } from '../errors/errors';
import { listNames } from '../errors/list-names';
import { wrongField } from '../errors/wrong-field';
import type { Files } from '../files/files';
import { readText } from '../files/read-file';
import { decimalOf } from '../inputs/numbers/decimal-of';
import type { Filling } from '../recipe/model-recipe';
import { checkSparse } from './check-sparse';

/** Inputs that everybody's transformers have, and what they mean when nobody says it: all words count, of one sentence, and nothing went before. */
const guesses: readonly [RegExp, 'ones' | 'zeros' | 'nothing'][] = [
  [/^attention_mask$/, 'ones'],
  [/^token_type_ids$/, 'zeros'],
  [/^past_/, 'nothing'],
];

/** The inputs of a model besides the one that is explained. */
export interface FixedInputs {
  /** The name of the one that is explained. */
  readonly input: string;
  readonly tensors: Readonly<Record<string, Tensor>>;
  /** What was guessed, in words. */
  readonly warnings: readonly string[];
}

/** What is asked of the inputs. */
export interface AskedInputs {
  /** The one that is explained. */
  readonly input?: string;
  /** What the others get. */
  readonly fix?: Readonly<Record<string, Filling>>;
  /** Hold the numbers that are given by a file. */
  readonly files: Files;
  /** How long the explained input is where the model leaves it open, such as the number of words. */
  readonly length?: number;
}

/**
 * Finds out which input is explained, and what the others get.
 *
 * @param bag frees the tensors
 * @throws {RecipeError} when an option names no input or no value, or it is not clear which input is explained
 * @throws {ModelFileError} when the inputs are the parts of a sparse tensor
 */
export async function fixedInputs(
  inputs: readonly OnnxValue[],
  { input: asked, fix = {}, files, length }: AskedInputs,
  bag: TensorBag,
): Promise<FixedInputs> {
  checkSparse(inputs);
  const given = await readFix(files, fix, inputs);
  const open = inputs.filter(({ name }) => name !== asked && !given.has(name));
  const guessed = new Map(open.flatMap(({ name }) => guessOf(name)));
  const free = open.filter(({ name }) => !guessed.has(name)).map(({ name }) => name);
  const [main, ...others] = asked === undefined ? free : [asked, ...free];
  if (main === undefined || others.length > 0) throw unclear(inputs, asked === undefined ? free : others);
  const values = new Map([...given, ...guessed]);
  const explained = inputs.find(({ name }) => name === main);
  const tensors: Record<string, Tensor> = {};
  for (const value of inputs) {
    const filling = value.name === main ? undefined : values.get(value.name);
    if (filling) tensors[value.name] = bag.add(filled(value, filling, { explained, length }));
  }
  const warnings = [...guessed]
    .filter(([name]) => name in tensors)
    .map(([name, filling]) => `The input ${name} is given ${filling}; recipe.model.fix ${name}=... says another.`);
  return { input: main, tensors, warnings };
}

function guessOf(name: string): [string, Read][] {
  const guess = guesses.find(([pattern]) => pattern.test(name));
  return guess ? [[name, guess[1]]] : [];
}

/** What an input gets, as numbers or a word. */
type Read = 'ones' | 'zeros' | 'nothing' | readonly number[];

async function readFix(
  files: Files,
  fix: Readonly<Record<string, Filling>>,
  inputs: readonly OnnxValue[],
): Promise<Map<string, Read>> {
  const names = inputs.map(({ name }) => name);
  const read = new Map<string, Read>();
  for (const [name, filling] of Object.entries(fix)) {
    if (!names.includes(name)) {
      const guess = nearest(name, names);
      const expected = `name=ones, zeros, a number or a file of numbers, with the name of an input: ${listNames(names)}`;
      throw wrongFix(shown(name, filling), expected, guess && `Did you mean ${guess}?`);
    }
    read.set(name, await readFilling(files, name, filling));
  }
  return read;
}

async function readFilling(files: Files, name: string, filling: Filling): Promise<Read> {
  if (typeof filling === 'number') return [filling];
  if (typeof filling !== 'object' || !('file' in filling)) return filling;
  const content = await readText(files, filling.file, 'the numbers');
  const parts = content.split(/[\s,;[\]]+/).filter((part) => part !== '');
  const numbers = parts.map((part) => decimalOf(part));
  if (numbers.length > 0 && !numbers.some(Number.isNaN)) return numbers;
  throw wrongFix(shown(name, filling), 'a file of numbers');
}

function shown(name: string, filling: Filling): string {
  return `${name}=${typeof filling === 'object' && 'file' in filling ? filling.file : filling}`;
}

interface Lengths {
  readonly explained?: OnnxValue;
  readonly length?: number;
}

function filled(value: OnnxValue, filling: Read, lengths: Lengths): Tensor {
  const shape = shapeFor(value, filling, lengths);
  const size = sizeOf(shape);
  const many = typeof filling === 'string' ? [filling === 'ones' ? 1 : 0] : filling;
  if (many.length !== 1 && many.length !== size)
    throw wrongFix(`${value.name} of ${many.length} numbers`, `one, or ${size}: it is of shape [${shape.join(', ')}]`);
  return tensor(
    Array.from({ length: size }, (_, at) => (many.length === 1 ? many[0] : many[at])),
    shape,
    typeOf(value),
  );
}

/** An open axis is as long as that of the explained input of the same name; else 1, and where there is nothing 0. The first is that of the samples. */
function shapeFor({ shape = [] }: OnnxValue, filling: Read, { explained, length }: Lengths): number[] {
  const others = explained?.shape ?? [];
  return shape.map((stated, axis) => {
    if (typeof stated === 'number' && stated >= 0) return stated;
    if (axis > 0 && filling === 'nothing') return 0;
    const isSame = axis > 0 && (stated === '' ? others[axis] === '' : others.indexOf(stated) > 0);
    return isSame ? (length ?? 1) : 1;
  });
}

function typeOf({ name, type = 'float32' }: OnnxValue): 'float32' | 'int32' | 'bool' {
  if (type === 'bool') return type;
  if (/^u?int/.test(type)) return 'int32';
  if (/^b?float/.test(type)) return 'float32';
  throw wrongFix(`${name}, an input of the type ${type}`, 'one of numbers');
}

function wrongFix(what: string, expected: string, hint?: string): RecipeError {
  return wrongField('recipe.model.fix', what, expected, hint);
}

function unclear(inputs: readonly OnnxValue[], free: readonly string[]): RecipeError {
  const all = listNames(inputs.map(({ name }) => name));
  const left = free.length > 0 ? `, of which ${listNames(free)} have no value` : ', which all have a value';
  const expected = `recipe.model.input with the one to explain${free.length > 0 ? ', and recipe.model.fix name=ones|zeros|value|file for each other one' : ''}`;
  return new RecipeError(`The model has the inputs ${all}${left}; expected ${expected}.`, {
    argument: 'recipe.model.input',
    value: free,
    expected,
  });
}
