import { Tensor } from '@tensorflow/tfjs-core';
import { checkTensor, shapeError, valueError } from 'svg-plots';
import { describeValue, type PlainTensor, ValueError } from 'xai-base';

/** One value a word: an array, a typed array or a tensor `[words]`. */
export type Values = Tensor | ArrayLike<number>;

/** The values of one text. */
export function readValues(values: Values): number[] {
  if (values instanceof Tensor) {
    if (values.rank !== 1) throw shapeError('values', values.shape, '[words]');
    return readTensor(values, 'values');
  }
  if (!(Array.isArray(values) || (ArrayBuffer.isView(values) && !(values instanceof DataView)))) {
    throw valueError('values', values, 'an array of numbers, a typed array or a tensor [words]');
  }
  return checkFinite(Array.from(values), 'values');
}

/** Reads a tensor in one go; that waits for the device, as text is drawn without a promise. Plain data are there already. */
export function readTensor(tensor: Tensor | PlainTensor, argument: string): number[] {
  if (!(tensor instanceof Tensor)) return checkFinite(Array.from(tensor.data), argument);
  checkTensor(tensor, argument);
  return checkFinite(Array.from(tensor.dataSync()), argument);
}

function checkFinite(values: number[], argument: string): number[] {
  const at = values.findIndex((value) => !Number.isFinite(value));
  if (at < 0) return values;
  const expected = 'finite numbers';
  const message = `${argument} holds ${describeValue(values[at])} (value ${at} of ${values.length}); expected ${expected}.`;
  throw new ValueError(message, { argument, value: values[at], expected });
}
