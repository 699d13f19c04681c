import { Tensor } from '@tensorflow/tfjs-core';
import { FormatError, ValueError } from '../errors';
import { describeValue } from '../messages/describe-value';
import { isPlainObject } from '../plain-object';

/** Stand for what JSON cannot hold: `{ "$tensor": name }`, `{ "$number": "NaN" }`. */
const tensorKey = '$tensor';
const numberKey = '$number';
const numbers: Record<string, number> = { '-0': -0, NaN: Number.NaN, Infinity: Infinity, '-Infinity': -Infinity };

/** Deeper values are taken for one that holds itself, or for an attack on the stack. */
const deepest = 64;

/**
 * Writes the extras of an explanation as JSON.
 *
 * @param take is given each tensor and its path, and returns the name to write for it
 * @throws {ValueError} naming the path of a value that cannot be written
 */
export function extrasToJson(extras: Record<string, unknown>, take: (tensor: Tensor, path: string) => string): string {
  return JSON.stringify(encode(extras, 'extras', 0));

  function encode(value: unknown, path: string, depth: number): unknown {
    if (depth > deepest) throw cannotWrite(path, 'nested too deeply, or in itself', value);
    if (value instanceof Tensor) return { [tensorKey]: take(value, path) };
    if (typeof value === 'number') return isPlainNumber(value) ? value : { [numberKey]: nameOf(value) };
    if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
    if (Array.isArray(value)) return value.map((item, index) => encode(item, `${path}.${index}`, depth + 1));
    if (!isPlainObject(value)) throw cannotWrite(path, describeValue(value), value);
    if (tensorKey in value || numberKey in value)
      throw cannotWrite(path, `an object with the key ${tensorKey} or ${numberKey}`, value);
    const entries = Object.entries(value).filter(([, item]) => item !== undefined);
    return Object.fromEntries(entries.map(([key, item]) => [key, encode(item, `${path}.${key}`, depth + 1)]));
  }
}

/**
 * Reads what {@link extrasToJson} wrote.
 *
 * @param find returns the tensor of a name
 * @throws {FormatError} when it did not write this
 */
export function extrasFromJson<T>(json: string, find: (name: string) => T): Record<string, unknown> {
  const extras = parseJson(json, 'extras');
  if (isPlainObject(extras)) return decodeEntries(extras, 0);
  throw new FormatError(`extras is ${shortened(json)}; expected an object.`);

  function decode(value: unknown, depth: number): unknown {
    if (depth > deepest) throw new FormatError(`extras is nested more than ${deepest} levels deep.`);
    if (Array.isArray(value)) return value.map((item) => decode(item, depth + 1));
    if (!isPlainObject(value)) return value;
    if (tensorKey in value) return find(nameIn(value[tensorKey]));
    if (numberKey in value) return numberOf(nameIn(value[numberKey]));
    return decodeEntries(value, depth);
  }

  function decodeEntries(value: Record<string, unknown>, depth: number): Record<string, unknown> {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, decode(item, depth + 1)]));
  }
}

/** @throws {FormatError} when the text is no JSON */
export function parseJson(json: string, name: string): unknown {
  try {
    return JSON.parse(json);
  } catch (cause) {
    throw new FormatError(`${name} is no JSON: ${shortened(String(json))}.`, { cause });
  }
}

/** A text in a message, which must not become as long as the file. */
export function shortened(text: string): string {
  return text.length <= 80 ? text : `${text.slice(0, 77)}...`;
}

function isPlainNumber(value: number): boolean {
  return Number.isFinite(value) && !Object.is(value, -0);
}

function nameOf(value: number): string {
  return Object.is(value, -0) ? '-0' : String(value);
}

function numberOf(name: string): number {
  if (Object.hasOwn(numbers, name)) return numbers[name];
  throw new FormatError(`"${name}" stands for no number; expected one of ${Object.keys(numbers).join(', ')}.`);
}

function nameIn(value: unknown): string {
  if (typeof value === 'string') return value;
  throw new FormatError(`extras holds the name ${describeValue(value)}; expected a string.`);
}

function cannotWrite(path: string, what: string, value: unknown): ValueError {
  const expected = 'tensors, numbers, strings, booleans, null, arrays and plain objects of these';
  return new ValueError(`${path} is ${what}; expected ${expected}.`, { argument: path, value, expected });
}
