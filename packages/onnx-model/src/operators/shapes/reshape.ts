import { reshape as reshapeTensor } from '@tensorflow/tfjs-core';
import { ModelError } from 'xai-base';
import type { Operator } from '../operator';
import { DeviceValue } from '../values/device-value';
import { reshaped } from '../values/host-arithmetic';
import { HostValue } from '../values/host-value';
import { positiveAxes, positiveAxis, sizeOf } from '../values/indices';
import { knownNumbers } from '../values/known';
import type { Value } from '../values/value';

/**
 * The same elements in another shape.
 *
 * @throws {ModelError} when that has another number of elements, or is none
 */
export function inShape(x: Value, shape: readonly number[]): Value {
  if (!shape.every((length) => Number.isInteger(length) && length >= 0) || sizeOf(shape) !== sizeOf(x.shape)) {
    throw new ModelError(`the shape [${x.shape.join(', ')}] cannot become [${shape.join(', ')}].`, {
      argument: 'model',
      value: shape,
    });
  }
  return x instanceof HostValue ? reshaped(x, shape) : new DeviceValue(reshapeTensor(x.tensor, [...shape]));
}

/** `Reshape`: 0 keeps a length, -1 stands for the length that is left. */
export const reshape: Operator = (node) => {
  const allowsZero = node.int('allowzero', 0) === 1;
  return ([x, shapeValue]) => {
    const asked = knownNumbers(shapeValue, 'The shape');
    const lengths = asked.map((length, axis) => (length === 0 && !allowsZero ? x.shape[axis] : length));
    if (
      lengths.some((length) => length === undefined || length < -1) ||
      lengths.indexOf(-1) !== lengths.lastIndexOf(-1)
    ) {
      throw new ModelError(`[${asked.join(', ')}] is no shape for [${x.shape.join(', ')}].`, {
        argument: 'model',
        value: asked,
      });
    }
    const rest = sizeOf(x.shape) / sizeOf(lengths.filter((length) => length !== -1));
    return inShape(
      x,
      lengths.map((length) => (length === -1 ? rest : length)),
    );
  };
};

/** `Flatten` to a matrix. */
export const flatten: Operator = (node) => {
  const axis = node.int('axis', 1);
  return ([x]) => {
    const first = sizeOf(x.shape.slice(0, axis === x.rank ? axis : positiveAxis(axis, x.rank)));
    return inShape(x, [first, sizeOf(x.shape.slice(axis < 0 ? axis + x.rank : axis))]);
  };
};

/** `Squeeze` takes axes of length 1 away; which ones is an attribute before version 13 and an input since. */
export const squeeze: Operator = (node) => {
  const attribute = node.ints('axes');
  return ([x, input]) => {
    const given = attribute ?? (input && knownNumbers(input, 'The axes'));
    const axes = given && positiveAxes(given, x.rank);
    const long = axes?.find((axis) => x.shape[axis] !== 1);
    if (long !== undefined) {
      throw new ModelError(`its axis ${long} is of length ${x.shape[long]}; expected 1.`, {
        argument: 'model',
        value: x.shape,
      });
    }
    const isLeft = (length: number, axis: number) => (axes ? !axes.includes(axis) : length !== 1);
    return inShape(x, x.shape.filter(isLeft));
  };
};

/** `Unsqueeze` adds axes of length 1; which ones is an attribute before version 13 and an input since. */
export const unsqueeze: Operator = (node) => {
  const attribute = node.ints('axes');
  return ([x, input]) => {
    const given = attribute ?? knownNumbers(input, 'The axes');
    const rank = x.rank + given.length;
    const axes = positiveAxes(given, rank);
    const lengths = x.shape.values();
    const next = () => lengths.next().value as number;
    return inShape(
      x,
      Array.from({ length: rank }, (_, axis) => (axes.includes(axis) ? 1 : next())),
    );
  };
};
