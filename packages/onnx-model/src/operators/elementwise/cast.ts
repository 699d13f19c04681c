import { cast, notEqual, type Tensor } from '@tensorflow/tfjs-core';
import type { Operator } from '../operator';
import { Unsupported } from '../unsupported';
import { combine } from '../values/host-arithmetic';
import { type ElementType, HostValue } from '../values/host-value';
import type { Value } from '../values/value';
import { mapTensor } from './map';

const floats = [1, 10, 11, 16]; // float32, float16, float64, bfloat16: all are float32 here
const integers = [2, 3, 4, 5, 6, 7, 12, 13];
const truthValues = 9;

/** `Cast` to the type that its attribute names. */
export const castTo: Operator = (node) => {
  const dtype = elementTypeOf(node.int('to', 0));
  return ([x]) => convert(x, dtype);
};

/** `CastLike`: to the type of another value. */
export const castLike: Operator =
  () =>
  ([x, like]) =>
    convert(x, like.dtype);

/** @throws {Unsupported} for the code of a type that is not known */
export function elementTypeOf(code: number): ElementType {
  if (floats.includes(code)) return 'float32';
  if (integers.includes(code)) return 'int32';
  if (code === truthValues) return 'bool';
  throw new Unsupported(`to elements of type ${code}`);
}

/** A value with elements of another type; integers are rounded towards zero. */
export function convert(x: Value, dtype: ElementType): Value {
  if (x.dtype === dtype) return x;
  if (!(x instanceof HostValue)) return mapTensor((tensor) => castTensor(tensor, dtype))([x]) as Value;
  const conversion = { float32: Number, int32: Math.trunc, bool: (value: number) => Number(value !== 0) }[dtype];
  return combine([x], conversion, dtype);
}

/** A tensor with elements of another type. */
export function castTensor(x: Tensor, dtype: ElementType): Tensor {
  // to truth values, the wasm backend casts the bits
  return dtype === 'bool' && x.dtype !== 'bool' ? notEqual(x, 0) : cast(x, dtype);
}
