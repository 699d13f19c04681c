import { stack } from '@tensorflow/tfjs-core';
import { ModelError } from 'xai-base';
import { reserve } from './allowance';
import { DeviceValue } from './device-value';
import { pick } from './host-arithmetic';
import { HostValue } from './host-value';
import { positiveAxis } from './indices';
import { areOnHost, type Value } from './value';

/**
 * Values of one shape along a new axis.
 *
 * @throws {ModelError} when they have not one shape
 */
export function stacked(values: readonly Value[], newAxis: number): Value {
  const [{ shape }] = values;
  const axis = positiveAxis(newAxis, shape.length + 1);
  if (values.some((value) => String(value.shape) !== String(shape))) {
    const given = values.slice(0, 8).map((value) => `[${value.shape.join(', ')}]`);
    throw new ModelError(`values of the shapes ${given.join(', ')} are put beside each other; expected one shape.`, {
      argument: 'model',
      value: given,
    });
  }
  const whole = shape.toSpliced(axis, 0, values.length);
  if (!areOnHost(values)) {
    reserve(whole);
    const tensors = values.map(({ tensor }) => tensor);
    return new DeviceValue(stack(tensors, axis));
  }
  const flat = new HostValue(
    values[0].dtype,
    [values.length, ...shape],
    values.flatMap(({ data }) => Array.from(data)),
  );
  return pick(flat, whole, (index) => [index[axis], ...index.toSpliced(axis, 1)]);
}
