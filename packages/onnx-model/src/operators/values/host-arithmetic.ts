import { reserve } from './allowance';
import { type ElementType, HostValue } from './host-value';
import { broadcastShape, indicesOf, sizeOf, stridesOf } from './indices';

/** An array of which each element comes from a place in another one. */
export function pick(
  { dtype, data, shape }: HostValue,
  outputShape: readonly number[],
  place: (index: readonly number[]) => readonly number[],
): HostValue {
  reserve(outputShape);
  const strides = stridesOf(shape);
  const picked = Array.from(indicesOf(outputShape), (index) => {
    const source = place(index);
    return data[strides.reduce((offset, stride, axis) => offset + stride * source[axis], 0)];
  });
  return new HostValue(dtype, outputShape, picked);
}

/** An array repeated along the axes in which it is of length 1. */
export function broadcastTo(value: HostValue, shape: readonly number[]): HostValue {
  if (String(value.shape) === String(shape)) return value;
  const before = shape.length - value.rank;
  return pick(value, shape, (index) => value.shape.map((length, axis) => (length === 1 ? 0 : index[axis + before])));
}

/** Element by element, with broadcasting. */
export function combine(
  values: readonly HostValue[],
  compute: (...elements: number[]) => number,
  dtype: ElementType = values[0].dtype,
): HostValue {
  const shape = broadcastShape(values.map((value) => value.shape));
  reserve(shape);
  const repeated = values.map((value) => broadcastTo(value, shape).data);
  const data = Array.from({ length: sizeOf(shape) }, (_, index) => compute(...repeated.map((one) => one[index])));
  return new HostValue(dtype, shape, data);
}

/** The same elements in another shape. */
export const reshaped = ({ dtype, data }: HostValue, shape: readonly number[]): HostValue =>
  new HostValue(dtype, shape, data);
