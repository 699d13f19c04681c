import { add, cast, equal, expandDims, gather, mul, sub } from '@tensorflow/tfjs-core';
import type { Operator } from '../operator';
import { reserve } from '../values/allowance';
import { DeviceValue } from '../values/device-value';
import { HostValue } from '../values/host-value';
import { positiveAxis, sizeOf } from '../values/indices';
import { knownNumber } from '../values/known';
import { fromFront } from './places';

/** `OneHot`: one value at the place that an index names, another one elsewhere. */
export const oneHot: Operator = (node) => {
  const attribute = node.int('axis', -1);
  return ([indices, depthValue, values]) => {
    const depth = knownNumber(depthValue, 'The depth');
    const axis = positiveAxis(attribute, indices.rank + 1);
    reserve([sizeOf(indices.shape), depth]);
    const shape = Array.from({ length: indices.rank + 1 }, (_, one) => (one === axis ? depth : 1));
    const places = new HostValue(
      'int32',
      shape,
      Array.from({ length: depth }, (_, place) => place),
    );
    const isThere = equal(expandDims(cast(fromFront(indices.tensor, depth), 'int32'), axis), places.tensor);
    const [off, on] = [0, 1].map((index) => gather(values.tensor, index));
    return new DeviceValue(cast(add(off, mul(cast(isThere, on.dtype), sub(on, off))), on.dtype));
  };
};
