import { add, mul } from '@tensorflow/tfjs-core';
import type { Operator } from '../operator';
import { Unsupported } from '../unsupported';
import { DeviceValue } from '../values/device-value';
import { checkRepeats, positiveAxis } from '../values/indices';
import { identity } from '../values/permute';
import { standardize } from './standardize';

/** `LayerNormalization` over the last axes. */
export const layerNormalization: Operator = (node) => {
  if (node.hasOutput(1) || node.hasOutput(2)) throw new Unsupported('with its mean and deviation as outputs');
  const first = node.int('axis', -1);
  const epsilon = node.float('epsilon', 1e-5);
  return ([x, scale, shift]) => {
    for (const { shape } of shift ? [scale, shift] : [scale]) checkRepeats(shape, x.shape);
    const axes = identity(x.rank).slice(positiveAxis(first, x.rank));
    const scaled = mul(standardize(x.tensor, axes, epsilon), scale.tensor);
    return new DeviceValue(shift ? add(scaled, shift.tensor) : scaled);
  };
};
