import { cast, mul, pow, reciprocal, sqrt, square, type Tensor } from '@tensorflow/tfjs-core';
import type { Operator } from '../operator';
import { combine } from '../values/host-arithmetic';
import { HostValue } from '../values/host-value';
import { sizeOf } from '../values/indices';
import { areOnHost, onDevice } from '../values/value';
import { combineTensors } from './combine';

/** Powers that have a function of their own, which is exact and has a cheap gradient. */
const special = new Map<number, (x: Tensor) => Tensor>([
  [1, (x) => x],
  [2, square],
  [3, (x) => mul(x, square(x))],
  [0.5, sqrt],
  [-1, reciprocal],
]);

/** `Pow`: of the type of its base. */
export const power: Operator = () => (inputs) => {
  if (areOnHost(inputs)) return combine(inputs, (a, b) => a ** b);
  const [base, exponent] = inputs;
  const isOne = exponent instanceof HostValue && sizeOf(exponent.shape) === 1 && exponent.rank <= base.rank;
  const direct = isOne && base.dtype === 'float32' ? special.get(exponent.data[0]) : undefined;
  const value = onDevice(base);
  if (direct) return value.withStored(direct(value.stored));
  return combineTensors((a, b) => cast(pow(cast(a, 'float32'), cast(b, 'float32')), a.dtype))(inputs);
};
