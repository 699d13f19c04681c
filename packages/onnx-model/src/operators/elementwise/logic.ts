import * as tf from '@tensorflow/tfjs-core';
import type { Operator } from '../operator';
import { combine } from '../values/host-arithmetic';
import { areOnHost } from '../values/value';
import { combined, combineTensors } from './combine';

const truth = (isTrue: boolean): number => Number(isTrue);

/** Comparisons and what is done with their results. */
export const logic: Readonly<Record<string, Operator>> = {
  Equal: combined(tf.equal, (a, b) => truth(a === b), 'bool'),
  Greater: combined(tf.greater, (a, b) => truth(a > b), 'bool'),
  GreaterOrEqual: combined(tf.greaterEqual, (a, b) => truth(a >= b), 'bool'),
  Less: combined(tf.less, (a, b) => truth(a < b), 'bool'),
  LessOrEqual: combined(tf.lessEqual, (a, b) => truth(a <= b), 'bool'),
  And: combined(tf.logicalAnd, (a, b) => a & b, 'bool'),
  Or: combined(tf.logicalOr, (a, b) => a | b, 'bool'),
  Xor: combined(tf.logicalXor, (a, b) => a ^ b, 'bool'),

  Where: () => (inputs) =>
    areOnHost(inputs)
      ? combine(inputs, (condition, a, b) => (condition ? a : b), inputs[1].dtype)
      : combineTensors((condition, a, b) => tf.where(tf.cast(condition, 'bool'), a, b))(inputs),
};
