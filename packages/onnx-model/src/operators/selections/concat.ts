import { concat as concatTensors } from '@tensorflow/tfjs-core';
import { align } from '../elementwise/align';
import type { Operator } from '../operator';
import { DeviceValue } from '../values/device-value';
import { HostValue } from '../values/host-value';
import { positiveAxis, sizeOf } from '../values/indices';
import { areOnHost } from '../values/value';

/** `Concat` of an axis. */
export const concat: Operator = (node) => {
  const attribute = node.int('axis', 0);
  return (inputs) => {
    const axis = positiveAxis(attribute, inputs[0].rank);
    if (areOnHost(inputs)) return concatOnHost(inputs, axis);
    const { tensors, order } = align(inputs.filter(({ shape }) => sizeOf(shape) > 0));
    return new DeviceValue(concatTensors(tensors, order[axis]), order);
  };
};

function concatOnHost(values: readonly HostValue[], axis: number): HostValue {
  const lengths = values.map(({ shape }) => shape[axis]);
  const shape = values[0].shape.with(
    axis,
    lengths.reduce((a, b) => a + b),
  );
  const chunks = sizeOf(shape.slice(0, axis));
  const data = Array.from({ length: chunks }, (_, chunk) =>
    values.map(({ data: elements }) => {
      const size = elements.length / chunks;
      return Array.from({ length: size }, (_element, index) => elements[chunk * size + index]);
    }),
  );
  return new HostValue(values[0].dtype, shape, data.flat(2));
}
