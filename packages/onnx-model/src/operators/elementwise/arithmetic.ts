import * as tf from '@tensorflow/tfjs-core';
import type { Operator } from '../operator';
import { combine } from '../values/host-arithmetic';
import { areOnHost } from '../values/value';
import { combined, combineTensors } from './combine';
import { power } from './power';

const { abs, add, div, floor, floorDiv, maximum, minimum, mul, sign, sub } = tf;

/** Division, which rounds integers towards zero. */
const quotient = (a: tf.Tensor, b: tf.Tensor): tf.Tensor =>
  a.dtype === 'int32' ? mul(mul(sign(a), sign(b)), floorDiv(abs(a), abs(b))) : div(a, b);

/** The remainder, of the sign of the divisor. */
const modulo = (a: tf.Tensor, b: tf.Tensor): tf.Tensor => sub(a, mul(floor(div(a, b)), b));

/** The remainder, of the sign of the dividend. */
const remainder = (a: tf.Tensor, b: tf.Tensor): tf.Tensor => {
  const ratio = div(a, b);
  return sub(a, mul(mul(sign(ratio), floor(abs(ratio))), b));
};

const inTypeOf = (f: (a: tf.Tensor, b: tf.Tensor) => tf.Tensor) => (a: tf.Tensor, b: tf.Tensor) =>
  tf.cast(f(tf.cast(a, 'float32'), tf.cast(b, 'float32')), a.dtype);

const sumOf = (...tensors: tf.Tensor[]): tf.Tensor => tensors.reduce((a, b) => add(a, b));

/** Arithmetic, with broadcasting. */
export const arithmetic: Readonly<Record<string, Operator>> = {
  Add: combined(add, (a, b) => a + b),
  Sub: combined(sub, (a, b) => a - b),
  Mul: combined(mul, (a, b) => a * b),

  Div: () => (inputs) => {
    if (!areOnHost(inputs)) return combineTensors(quotient)(inputs);
    const isInteger = inputs[0].dtype === 'int32';
    return combine(inputs, (a, b) => (isInteger ? Math.trunc(a / b) : a / b));
  },

  Mod: (node) =>
    node.int('fmod', 0) === 1
      ? combined(inTypeOf(remainder), (a, b) => a % b)(node)
      : combined(inTypeOf(modulo), (a, b) => a - Math.floor(a / b) * b)(node),

  Pow: power,
  Max: combined(
    (...tensors) => tensors.reduce((a, b) => maximum(a, b)),
    (...numbers) => Math.max(...numbers),
  ),
  Min: combined(
    (...tensors) => tensors.reduce((a, b) => minimum(a, b)),
    (...numbers) => Math.min(...numbers),
  ),
  Sum: combined(sumOf, (...numbers) => numbers.reduce((a, b) => a + b)),
  Mean: () => combineTensors((...tensors) => div(sumOf(...tensors), tensors.length)),
};
