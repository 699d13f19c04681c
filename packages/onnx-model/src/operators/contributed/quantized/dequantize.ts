import { cast, mul, reshape, sub, type Tensor, tile } from '@tensorflow/tfjs-core';
import type { Operator } from '../../operator';
import { Unsupported } from '../../unsupported';
import { DeviceValue } from '../../values/device-value';
import { positiveAxis } from '../../values/indices';
import { onDevice, type Value } from '../../values/value';

/**
 * Numbers of few bits as the numbers that they stand for: (x - zero) scale.
 *
 * @param axis that along which scale and zero point vary, where they are lists
 */
export function dequantized(x: Value, scale: Value, zero: Value | undefined, axis: number): Tensor {
  const along = (list: Value) => alongAxis(floats(list), x.rank, axis);
  const centred = zero ? sub(floats(x), along(zero)) : floats(x);
  return mul(centred, along(scale));
}

/** The same, as a value. */
export const numbers = (x: Value, scale: Value, zero: Value | undefined, axis = 0): DeviceValue =>
  new DeviceValue(dequantized(x, scale, zero, axis));

/** The elements as floating-point numbers, as ONNX sees them. */
export function floats(x: Value): Tensor {
  return cast(onDevice(x).tensor, 'float32');
}

/** A list, shaped to vary along one axis. */
export function alongAxis(list: Tensor, rank: number, axis: number): Tensor {
  if (list.rank !== 1 || list.size === 1) return list.size === 1 ? reshape(list, []) : list;
  const shape = Array<number>(rank).fill(1);
  shape[positiveAxis(axis, rank)] = list.size;
  return reshape(list, shape);
}

/** `DequantizeLinear`, by tensor, by channel and by block. */
export const dequantizeLinear: Operator = (node) => {
  const axis = node.int('axis', 1);
  const block = node.int('block_size', 0);
  return ([x, scale, zero]) => {
    if (block === 0) return numbers(x, scale, zero, axis);
    const spread = (list: Value) =>
      new DeviceValue(spreadOver(floats(list), positiveAxis(axis, x.rank), block, x.shape));
    return numbers(x, spread(scale), zero && spread(zero), axis);
  };
};

/** Each element repeated for its block. */
function spreadOver(x: Tensor, axis: number, block: number, shape: readonly number[]): Tensor {
  if (x.shape[axis] * block !== shape[axis]) throw new Unsupported('with blocks that do not fill an axis');
  const apart = [...x.shape.slice(0, axis + 1), 1, ...x.shape.slice(axis + 1)];
  const times = apart.map((_, at) => (at === axis + 1 ? block : 1));
  return reshape(tile(reshape(x, apart), times), [...shape]);
}
