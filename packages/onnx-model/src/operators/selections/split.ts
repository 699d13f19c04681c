import { slice } from '@tensorflow/tfjs-core';
import { ModelError } from 'xai-base';
import type { Operator } from '../operator';
import { pick } from '../values/host-arithmetic';
import { HostValue } from '../values/host-value';
import { positiveAxis } from '../values/indices';
import { knownNumbers } from '../values/known';
import { onDevice, type Value } from '../values/value';

/** `Split` of an axis into parts of given lengths (an attribute before version 13, an input since), or into equal ones. */
export const split: Operator = (node) => {
  const attribute = node.int('axis', 0);
  const sizesAttribute = node.ints('split');
  const parts = node.int('num_outputs', node.outputs);
  return ([x, sizesInput]) => {
    const axis = positiveAxis(attribute, x.rank);
    const isEven = node.opset >= 18 || x.shape[axis] % parts === 0;
    const sizes =
      sizesAttribute ??
      (sizesInput && knownNumbers(sizesInput, 'The split')) ??
      (isEven ? evenly(x.shape[axis], parts) : []);
    checkSizes(sizes, x.shape[axis], node.outputs);
    let end = 0;
    return sizes.map((size) => {
      end += size;
      return partOf(x, axis, end - size, size);
    });
  };
};

/** @throws {ModelError} when the parts are not as many as the outputs, or not all of the axis */
function checkSizes(sizes: readonly number[], length: number, outputs: number): void {
  const sum = sizes.reduce((total, size) => total + size, 0);
  if (sizes.length === outputs && sum === length && sizes.every((size) => size >= 0)) return;
  throw new ModelError(
    `an axis of length ${length} cannot be split into [${sizes.join(', ')}] for ${outputs} outputs.`,
    {
      argument: 'model',
      value: sizes,
    },
  );
}

/** Equal parts, of which the last may be shorter. */
function evenly(length: number, parts: number): number[] {
  const size = Math.ceil(length / parts);
  return Array.from({ length: parts }, (_, index) => Math.min(size, length - index * size));
}

/** A part of an axis. */
export function partOf(x: Value, axis: number, begin: number, size: number): Value {
  const shape = x.shape.with(axis, size);
  if (x instanceof HostValue) return pick(x, shape, (index) => index.with(axis, index[axis] + begin));
  const value = onDevice(x);
  const along = value.order[axis];
  const from = value.order.map((_, one) => (one === along ? begin : 0));
  return value.withStored(slice(value.stored, from, value.stored.shape.with(along, size)));
}
