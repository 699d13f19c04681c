import { Tensor } from '@tensorflow/tfjs-core';
import { describeValue, isPlainTensor, type PlainTensor, ShapeError, ValueError } from 'xai-base';
import type { Values } from './values';

/** Reads a tensor, once and without blocking, or one as plain data; what is wrong with it is a typed error. */
export async function readValues(tensor: Tensor | PlainTensor, argument: string): Promise<Values> {
  if (isPlainTensor(tensor)) return checked(tensor.shape, Float64Array.from(tensor.data), argument);
  if (!(tensor instanceof Tensor) || tensor.isDisposed || tensor.dtype === 'string' || tensor.dtype === 'complex64') {
    const state = tensor?.isDisposed ? 'disposed' : tensor?.dtype;
    const value = tensor instanceof Tensor ? `a ${state} tensor` : describeValue(tensor);
    const expected = 'a numeric tensor';
    throw new ValueError(`${argument} is ${value}; expected ${expected}.`, {
      argument,
      value: tensor,
      expected,
    });
  }
  return checked(tensor.shape, Float64Array.from(await tensor.data()), argument);
}

function checked(shape: readonly number[], data: Float64Array, argument: string): Values {
  if (data.length === 0) {
    const expected = 'at least one sample and no axis of length 0';
    throw new ShapeError(`${argument} has shape [${shape}]; expected ${expected}.`, {
      argument,
      value: shape,
      expected,
    });
  }
  checkFinite(data, argument);
  return { shape, data };
}

/** @throws {ValueError} for NaN or infinite numbers */
export function checkFinite(data: Float64Array, argument: string): void {
  const at = data.findIndex((value) => !Number.isFinite(value));
  if (at < 0) return;
  const expected = 'finite numbers';
  throw new ValueError(`${argument} holds ${data[at]} (value ${at} of ${data.length}); expected ${expected}.`, {
    argument,
    value: data[at],
    expected,
  });
}
