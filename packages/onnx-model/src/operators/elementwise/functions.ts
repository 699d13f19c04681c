import * as tf from '@tensorflow/tfjs-core';
import type { Operator } from '../operator';
import { map, mapTensor } from './map';

/** Rounds halves to the even number, as ONNX does. */
const roundToEven = (x: number): number => {
  const floor = Math.floor(x);
  return x - floor === 0.5 ? 2 * Math.round(floor / 2) : Math.round(x);
};

/** Functions of one number. */
export const functions: Readonly<Record<string, Operator>> = {
  Identity:
    () =>
    ([x]) =>
      x,
  Abs: map(tf.abs, Math.abs),
  Acos: map(tf.acos),
  Acosh: map(tf.acosh),
  Asin: map(tf.asin),
  Asinh: map(tf.asinh),
  Atan: map(tf.atan),
  Atanh: map(tf.atanh),
  Ceil: map(tf.ceil, Math.ceil),
  Cos: map(tf.cos, Math.cos),
  Cosh: map(tf.cosh),
  Erf: map(tf.erf),
  Exp: map(tf.exp, Math.exp),
  Floor: map(tf.floor, Math.floor),
  IsInf(node) {
    const [above, below] = [node.int('detect_positive', 1) === 1, node.int('detect_negative', 1) === 1];
    return mapTensor((x) => {
      if (above && below) return tf.isInf(x);
      return tf.logicalAnd(tf.isInf(x), above ? tf.greater(x, 0) : tf.less(x, 0));
    });
  },
  IsNaN: map(tf.isNaN),
  Log: map(tf.log, Math.log),
  Neg: map(tf.neg, (x) => -x),
  Not: map(tf.logicalNot, (x) => 1 - x),
  Reciprocal: map(tf.reciprocal, (x) => 1 / x),
  Round: map(tf.round, roundToEven),
  Sign: map(tf.sign, Math.sign),
  Sin: map(tf.sin, Math.sin),
  Sinh: map(tf.sinh),
  Sqrt: map(tf.sqrt, Math.sqrt),
  Tan: map(tf.tan),
  Tanh: map(tf.tanh, Math.tanh),
};
