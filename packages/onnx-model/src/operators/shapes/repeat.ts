import { broadcastTo as broadcastTensor, tile as tileTensor } from '@tensorflow/tfjs-core';
import { ModelError } from 'xai-base';
import type { Operator } from '../operator';
import { reserve } from '../values/allowance';
import { DeviceValue } from '../values/device-value';
import { broadcastTo, pick } from '../values/host-arithmetic';
import { HostValue } from '../values/host-value';
import { broadcastShape } from '../values/indices';
import { knownNumbers } from '../values/known';

/** `Expand`: broadcasts to a shape. */
export const expand: Operator =
  () =>
  ([x, shapeValue]) => {
    const shape = broadcastShape([x.shape, knownNumbers(shapeValue, 'The shape')]);
    reserve(shape);
    return x instanceof HostValue ? broadcastTo(x, shape) : new DeviceValue(broadcastTensor(x.tensor, shape));
  };

/** `Tile`: copies, one after the other. */
export const tile: Operator =
  () =>
  ([x, repeatsValue]) => {
    const repeats = knownNumbers(repeatsValue, 'The number of copies');
    if (repeats.length !== x.rank) {
      throw new ModelError(`${repeats.length} numbers of copies were given for ${x.rank} axes.`, {
        argument: 'model',
        value: repeats,
      });
    }
    const shape = x.shape.map((length, axis) => length * repeats[axis]);
    reserve(shape);
    if (!(x instanceof HostValue)) return new DeviceValue(tileTensor(x.tensor, repeats));
    return pick(x, shape, (index) => index.map((place, axis) => place % x.shape[axis]));
  };
