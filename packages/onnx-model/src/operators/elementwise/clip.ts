import { clipByValue, maximum, minimum, type Tensor } from '@tensorflow/tfjs-core';
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
    return clipByValue(x, low.data[0], high.data[0]);
  return minimum(maximum(x, low.tensor), high.tensor);
}
