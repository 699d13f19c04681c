import { readFile } from 'node:fs/promises';
import { type Tensor, tensor } from '@tensorflow/tfjs-core';
import type { OnnxValue } from 'onnx-format';
import { describeValue, nearest, type TensorBag } from 'xai-base';
import { listNames, withFile } from 'xai-recipes';
import { UsageError } from '../errors/errors';
import { decimalOf } from '../numbers/decimal-of';

/** What an input that is not explained gets. */
type Filling = 'ones' | 'zeros' | 'nothing' | readonly number[];

/** Inputs that everybody's transformers have, and what they mean when nobody says it: all words count, of one sentence, and nothing went before. */
const guesses: readonly [RegExp, Filling][] = [
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
  /** The option `--model-input`. */
  readonly input?: string;
  /** The options `--fix`, each `name=ones`, `name=zeros`, `name=value` or `name=file`. */
  readonly fix?: readonly string[];
  /** How long the explained input is where the model leaves it open, such as the number of words. */
  readonly length?: number;
}

/**
 * Finds out which input is explained, and what the others get.
 *
 * @param bag frees the tensors
 * @throws {UsageError} when an option names no input or no value, or it is not clear which input is explained
 */
export async function fixedInputs(
  inputs: readonly OnnxValue[],
  { input: asked, fix = [], length }: AskedInputs,
  bag: TensorBag,
): Promise<FixedInputs> {
  const given = await readFix(fix, inputs);
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
    .map(([name, filling]) => `The input ${name} is given ${filling}; --fix ${name}=... says another.`);
  return { input: main, tensors, warnings };
}

function guessOf(name: string): [string, Filling][] {
  const guess = guesses.find(([pattern]) => pattern.test(name));
  return guess ? [[name, guess[1]]] : [];
}

async function readFix(fix: readonly string[], inputs: readonly OnnxValue[]): Promise<Map<string, Filling>> {
  const names = inputs.map(({ name }) => name);
  const read = new Map<string, Filling>();
  for (const text of fix) {
    const [name, value] = text.split(/=(.*)/s, 2);
    if (!names.includes(name) || !value) {
      const guess = nearest(name, names);
      const expected = `name=ones, zeros, a number or a file of numbers, with the name of an input: ${listNames(names)}`;
      const hint = guess && guess !== name ? ` Did you mean ${guess}?` : '';
      throw wrongFix(text, expected, hint);
    }
    read.set(name, value === 'ones' || value === 'zeros' ? value : await readNumbers(text, value));
  }
  return read;
}

/** A number, some with commas between them, or those in a file, with anything of commas, semicolons, brackets and blanks between them. */
async function readNumbers(text: string, value: string): Promise<number[]> {
  const own = value.split(',').map((part) => decimalOf(part));
  if (!own.some(Number.isNaN)) return own;
  const content = await withFile('read the numbers', value, () => readFile(value, 'utf8'));
  const parts = content.split(/[\s,;[\]]+/).filter((part) => part !== '');
  const numbers = parts.map((part) => decimalOf(part));
  if (numbers.length > 0 && !numbers.some(Number.isNaN)) return numbers;
  throw wrongFix(text, 'a file of numbers');
}

interface Lengths {
  readonly explained?: OnnxValue;
  readonly length?: number;
}

function filled(value: OnnxValue, filling: Filling, lengths: Lengths): Tensor {
  const shape = shapeFor(value, filling, lengths);
  const size = shape.reduce((product, length) => product * length, 1);
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
function shapeFor({ shape = [] }: OnnxValue, filling: Filling, { explained, length }: Lengths): number[] {
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

function wrongFix(what: string, expected: string, hint = ''): UsageError {
  return new UsageError(`--fix is ${describeValue(what)}; expected ${expected}.${hint}`, {
    argument: '--fix',
    value: what,
    expected,
  });
}

function unclear(inputs: readonly OnnxValue[], free: readonly string[]): UsageError {
  const all = listNames(inputs.map(({ name }) => name));
  const left = free.length > 0 ? `, of which ${listNames(free)} have no value` : ', which all have a value';
  const expected = `--model-input with the one to explain${free.length > 0 ? ', and --fix name=ones|zeros|value|file for each other one' : ''}`;
  return new UsageError(`The model has the inputs ${all}${left}; expected ${expected}.`, {
    argument: '--model-input',
    value: free,
    expected,
  });
}
