import { Tensor } from '@tensorflow/tfjs-core';
import { isPlainTensor, type PlainTensor, ShapeError, ValueError } from 'xai-base';
import { shapeError, valueError } from './errors';

/** Numbers: a tensor, one as plain data, a (typed) array, or arrays of them. */
export type Values =
  | Tensor
  | PlainTensor
  | ArrayLike<number>
  | readonly ArrayLike<number>[]
  | readonly (readonly ArrayLike<number>[])[];

/** Numbers in row-major order. */
export interface Numbers {
  readonly shape: readonly number[];
  readonly data: ArrayLike<number>;
}

/** Options of {@link readNumbers}. */
export interface ReadOptions {
  /** Whether numbers may be missing: NaN, or `null` as in JSON, which becomes NaN. */
  readonly gaps?: boolean;
}

/**
 * Reads numbers; those of a tensor in one go, which waits for the device. It stays the caller's.
 *
 * @param argument what errors call the numbers
 * @throws {ShapeError} for arrays of different lengths side by side, or of no numbers
 * @throws {ValueError} for NaN (unless there may be gaps), infinite values and what is no number
 *
 * @example
 * ```ts
 * readNumbers([[1, 2], [3, 4]], 'series'); // => { shape: [2, 2], data: [1, 2, 3, 4] }
 * ```
 */
export function readNumbers(values: Values, argument: string, { gaps = false }: ReadOptions = {}): Numbers {
  const { shape, data } = read(values, argument, gaps);
  if (data.length === 0) throw shapeError(argument, shape, 'a number or more on every axis');
  for (let at = 0; at < data.length; at++) {
    if (Number.isFinite(data[at]) || (gaps && Number.isNaN(data[at]))) continue;
    throw valueError(`${argument}${place(at, shape)}`, data[at], 'a finite number');
  }
  return { shape, data };
}

function read(values: Values, argument: string, gaps: boolean): Numbers {
  if (values instanceof Tensor) return readTensor(values, argument);
  return isPlainTensor(values) ? values : readArrays(values, argument, gaps);
}

function readTensor(tensor: Tensor, argument: string): Numbers {
  checkTensor(tensor, argument);
  return { shape: tensor.shape, data: tensor.dataSync() };
}

/**
 * Checks a tensor that is to be read.
 *
 * @throws {ValueError} for a tensor that is disposed, or of no numbers
 *
 * @example
 * ```ts
 * checkTensor(tf.ones([2]), 'values'); // throws nothing
 * ```
 */
export function checkTensor(tensor: Tensor, argument: string): void {
  const { isDisposed, dtype } = tensor;
  if (!isDisposed && dtype !== 'string' && dtype !== 'complex64') return;
  const expected = isDisposed ? 'a tensor that is alive' : 'a numeric tensor';
  const message = `${argument} is a ${isDisposed ? 'disposed' : dtype} tensor; expected ${expected}.`;
  throw new ValueError(message, { argument, value: tensor, expected });
}

function readArrays(values: unknown, argument: string, gaps: boolean): Numbers {
  if (!isList(values)) throw valueError(argument, values, 'a tensor, or arrays of numbers');
  const shape: number[] = [];
  for (let list: unknown = values; isList(list); list = list[0]) shape.push(list.length);
  const data: number[] = [];
  const collect = (list: unknown, axis: number, name: string): void => {
    if (axis === shape.length) return void data.push(gaps && list === null ? Number.NaN : (list as number));
    const length = isList(list) ? list.length : undefined;
    if (length !== shape[axis]) throw ragged(name, length, shape[axis]);
    for (let at = 0; at < length; at++) collect((list as ArrayLike<unknown>)[at], axis + 1, `${name}[${at}]`);
  };
  collect(values, 0, argument);
  return { shape, data };
}

function isList(value: unknown): value is ArrayLike<unknown> {
  return Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView));
}

function ragged(argument: string, length: number | undefined, first: number): ShapeError {
  const expected = `${first} numbers, as in the first one`;
  const given = length === undefined ? 'is no array' : `has length ${length}`;
  return new ShapeError(`${argument} ${given}; expected ${expected}.`, { argument, value: length, expected });
}

/** The indices of a place in row-major order: `[2][0]`. */
function place(at: number, shape: readonly number[]): string {
  let rest = at;
  const indices = shape.toReversed().map((length) => {
    const index = rest % length;
    rest = (rest - index) / length;
    return `[${index}]`;
  });
  return indices.reverse().join('');
}
