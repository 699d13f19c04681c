import * as tf from '@tensorflow/tfjs-core';
import type { Operator } from '../operator';
import { combineTensors } from './combine';
import { map, mapTensor } from './map';

const { add, clipByValue, div, elu, erf, mul, relu, selu, sigmoid, softplus, sub } = tf;

/** Activation functions. */
export const activations: Readonly<Record<string, Operator>> = {
  Relu: map(relu),
  Sigmoid: map(sigmoid),
  Softplus: map(softplus),
  Softsign: map((x) => div(x, add(1, tf.abs(x)))),
  Mish: map((x) => mul(x, tf.tanh(softplus(x)))),
  HardSwish: map((x) => mul(x, clipByValue(add(mul(x, 1 / 6), 0.5), 0, 1))),

  LeakyRelu(node) {
    const alpha = node.float('alpha', 0.01);
    return mapTensor((x) => tf.leakyRelu(x, alpha));
  },

  Elu(node) {
    const alpha = node.float('alpha', 1);
    return mapTensor((x) => (alpha === 1 ? elu(x) : add(relu(x), mul(alpha, negativePart(x)))));
  },

  Celu(node) {
    const alpha = node.float('alpha', 1);
    return mapTensor((x) => add(relu(x), mul(alpha, negativePart(div(x, alpha)))));
  },

  Selu(node) {
    const alpha = node.float('alpha', 1.6732632);
    const gamma = node.float('gamma', 1.050701);
    const isUsual = Math.abs(alpha - 1.6732632) < 1e-6 && Math.abs(gamma - 1.050701) < 1e-6;
    return mapTensor((x) => (isUsual ? selu(x) : mul(gamma, add(relu(x), mul(alpha, negativePart(x))))));
  },

  HardSigmoid(node) {
    const alpha = node.float('alpha', 0.2);
    const beta = node.float('beta', 0.5);
    return mapTensor((x) => clipByValue(add(mul(x, alpha), beta), 0, 1));
  },

  ThresholdedRelu(node) {
    const alpha = node.float('alpha', 1);
    return mapTensor((x) => mul(x, tf.step(sub(x, alpha))));
  },

  Shrink(node) {
    const [bias, edge] = [node.float('bias', 0), node.float('lambd', 0.5)];
    return mapTensor((x) => {
      const [above, below] = [tf.step(sub(x, edge)), tf.step(sub(-edge, x))];
      return add(mul(sub(x, bias), above), mul(add(x, bias), below));
    });
  },

  Swish(node) {
    const alpha = node.float('alpha', 1);
    return mapTensor((x) => mul(x, sigmoid(mul(x, alpha))));
  },

  Gelu(node) {
    const isTanh = node.string('approximate', 'none') === 'tanh';
    return mapTensor((x) => mul(mul(0.5, x), add(1, isTanh ? tf.tanh(cubic(x)) : erf(mul(x, Math.SQRT1_2)))));
  },

  PRelu: () => combineTensors((x, slope) => sub(relu(x), mul(slope, relu(tf.neg(x))))),
};

/** exp(x) - 1 where x is negative, else 0. */
const negativePart = (x: tf.Tensor): tf.Tensor => elu(tf.neg(relu(tf.neg(x))));

const cubic = (x: tf.Tensor): tf.Tensor => mul(Math.sqrt(2 / Math.PI), add(x, mul(0.044715, mul(x, tf.square(x)))));
