import { concat as concatTensors, zeros } from '@tensorflow/tfjs-core';
import { ModelError } from 'xai-base';
import { align } from '../elementwise/align';
import type { Operator } from '../operator';
import { reserve } from '../values/allowance';
import { DeviceValue } from '../values/device-value';
import { HostValue } from '../values/host-value';
import { positiveAxis, sizeOf } from '../values/indices';
import { areOnHost, type Value } from '../values/value';

/** `Concat` of an axis. */
export const concat: Operator = (node) => {
  const attribute = node.int('axis', 0);
  return (inputs) => {
    const axis = positiveAxis(attribute, inputs[0].rank);
    if (areOnHost(inputs)) return concatOnHost(inputs, axis);
    const shape = concatenated(inputs, axis);
    reserve(shape);
    if (sizeOf(shape) === 0) return new DeviceValue(zeros(shape, inputs[0].dtype));
    const { tensors, order } = align(inputs.filter((value) => sizeOf(value.shape) > 0));
    return new DeviceValue(concatTensors(tensors, order[axis]), order);
  };
};

/** @throws {ModelError} when the other axes differ */
function concatenated(values: readonly Value[], axis: number): number[] {
  const [{ shape: first }] = values;
  const differs = ({ shape }: Value) =>
    shape.length !== first.length || shape.some((length, one) => one !== axis && length !== first[one]);
  if (!values.some(differs)) {
    return first.with(
      axis,
      values.reduce((sum, { shape }) => sum + shape[axis], 0),
    );
  }
  const given = values.map(({ shape }) => `[${shape.join(', ')}]`).join(', ');
  throw new ModelError(`the shapes ${given} differ beside the axis ${axis}.`, { argument: 'model', value: given });
}

function concatOnHost(values: readonly HostValue[], axis: number): HostValue {
  const shape = concatenated(values, axis);
  reserve(shape);
  const chunks = sizeOf(shape.slice(0, axis));
  const data = Array.from({ length: chunks }, (_, chunk) =>
    values.map(({ data: elements }) => {
      const size = elements.length / chunks;
      return Array.from({ length: size }, (_element, index) => elements[chunk * size + index]);
    }),
  );
  return new HostValue(values[0].dtype, shape, data.flat(2));
}
