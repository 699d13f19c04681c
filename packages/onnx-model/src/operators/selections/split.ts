import { slice } from '@tensorflow/tfjs-core';
import type { Operator } from '../operator';
import { pick } from '../values/host-arithmetic';
import { HostValue } from '../values/host-value';
import { positiveAxis } from '../values/indices';
import { knownNumbers } from '../values/known';
import type { Value } from '../values/value';

/** `Split` of an axis into parts of given lengths (an attribute before version 13, an input since), or into equal ones. */
export const split: Operator = (node) => {
  const attribute = node.int('axis', 0);
  const sizesAttribute = node.ints('split');
  const parts = node.int('num_outputs', node.outputs);
  return ([x, sizesInput]) => {
    const axis = positiveAxis(attribute, x.rank);
    const sizes =
      sizesAttribute ?? (sizesInput && knownNumbers(sizesInput, 'The split')) ?? evenly(x.shape[axis], parts);
    let end = 0;
    return sizes.map((size) => {
      end += size;
      return part(x, axis, end - size, size);
    });
  };
};

/** Equal parts, of which the last may be shorter. */
function evenly(length: number, parts: number): number[] {
  const size = Math.ceil(length / parts);
  return Array.from({ length: parts }, (_, index) => Math.min(size, length - index * size));
}

function part(x: Value, axis: number, begin: number, size: number): Value {
  const shape = x.shape.with(axis, size);
  if (x instanceof HostValue) return pick(x, shape, (index) => index.with(axis, index[axis] + begin));
  const along = x.order[axis];
  const from = x.order.map((_, one) => (one === along ? begin : 0));
  return x.withStored(slice(x.stored, from, x.stored.shape.with(along, size)));
}
