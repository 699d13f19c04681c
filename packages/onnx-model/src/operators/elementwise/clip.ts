import { clipByValue, maximum, minimum, relu6, type Tensor } from '@tensorflow/tfjs-core';
import { ModelError } from 'xai-base';
import type { Operator } from '../operator';
import { HostValue } from '../values/host-value';
import { sizeOf } from '../values/indices';
import { onDevice, type Value } from '../values/value';

/** `Clip`: its limits are attributes before version 11 and inputs since. */
export const clip: Operator = (node) => {
  const attributes = [node.float('min', Number.NEGATIVE_INFINITY), node.float('max', Number.POSITIVE_INFINITY)];
  return ([x, ...inputs]) => {
    const [low, high] = attributes.map((limit, index) => inputs[index] ?? new HostValue('float32', [], [limit]));
    const many = [low, high].find(({ shape }) => sizeOf(shape) !== 1);
    if (many)
      throw new ModelError(`a limit has the shape [${many.shape.join(', ')}]; expected one number.`, {
        argument: 'model',
        value: many.shape,
      });
    const value = onDevice(x);
    return value.withStored(limited(value.stored, low, high));
  };
};

function limited(x: Tensor, low: Value, high: Value): Tensor {
  if (low instanceof HostValue && high instanceof HostValue && low.data[0] <= high.data[0])
    return cutOff(x, low.data[0], high.data[0]);
  return minimum(maximum(x, low.tensor), high.tensor);
}

/** From 0 to 6, what it was written for: ONNX has no operator of its own for ReLU6, whose slope is 0 at both limits, and which methods for ReLUs look for. */
export function cutOff(x: Tensor, low: number, high: number): Tensor {
  return x.dtype === 'float32' && low === 0 && high === 6 ? relu6(x) : clipByValue(x, low, high);
}
