import { Tensor } from '@tensorflow/tfjs-core';
import { describeValue, ShapeError, ValueError } from 'xai-base';
import type { Values } from './values';

/** Reads a tensor, once and without blocking; what is wrong with it is a typed error. */
export async function readValues(tensor: Tensor, argument: string): Promise<Values> {
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
  if (tensor.size === 0) {
    const expected = 'at least one sample and no axis of length 0';
    throw new ShapeError(`${argument} has shape [${tensor.shape}]; expected ${expected}.`, {
      argument,
      value: tensor.shape,
      expected,
    });
  }
  const data = Float64Array.from(await tensor.data());
  checkFinite(data, argument);
  return { shape: tensor.shape, data };
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
