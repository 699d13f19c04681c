import { add, exp, mul, relu, sigmoid, square, step, sub, type Tensor, tanh } from '@tensorflow/tfjs-core';
import { checkKeys } from 'xai-base';
import { globalTable } from './global-table';

/** What relevance propagation knows of an activation function. */
export interface ActivationFunction {
  readonly name: string;
  /** The function itself. */
  apply(x: Tensor): Tensor;
  /** Its derivative, which gradient-like rules need. */
  readonly derivative?: (x: Tensor) => Tensor;
  /** Whether it has no negative value. */
  readonly isNonNegative: boolean;
  /** Whether it is a ReLU, as guided backpropagation and its kin treat it. */
  readonly isRectifier: boolean;
  /** Whether its outputs compete, as those of softmax: at the end of a model it must be taken off. */
  readonly isSoftmax: boolean;
}

/** What is to be told of an activation function; what is left out is false or missing. */
export type ActivationKnowledge = Partial<Omit<ActivationFunction, 'name' | 'apply'>>;

const known: Record<string, ActivationKnowledge> = {
  linear: {},
  relu: { isNonNegative: true, isRectifier: true, derivative: step },
  relu6: { isNonNegative: true, isRectifier: true, derivative: (x) => mul(step(x), step(sub(6, x))) },
  elu: { derivative: (x) => add(step(x), mul(step(mul(x, -1)), exp(mul(relu(mul(x, -1)), -1)))) },
  leakyRelu: {},
  prelu: {},
  thresholdedRelu: { isNonNegative: true },
  selu: {},
  sigmoid: {
    isNonNegative: true,
    derivative: (x) => mul(sigmoid(x), sigmoid(mul(x, -1))),
  },
  hardSigmoid: { isNonNegative: true },
  softplus: { isNonNegative: true, derivative: sigmoid },
  softsign: {},
  tanh: { derivative: (x) => sub(1, square(tanh(x))) },
  swish: { derivative: (x) => mul(sigmoid(x), add(1, mul(x, sigmoid(mul(x, -1))))) },
  mish: {},
  gelu: {},
  gelu_new: {},
  softmax: { isNonNegative: true, isSoftmax: true },
  logSoftmax: { isSoftmax: true },
};

const table = globalTable('activations', known);

/**
 * Teaches the package an activation function by its name in tfjs-layers. Relevance passes activations unchanged; what
 * is told here makes rules faster (`isNonNegative`) and serves gradient-like composites (`derivative`).
 *
 * @param name the class name of the activation, such as `mish`
 * @param knowledge what is known of it
 * @throws {ValueError} for a key that does not exist
 *
 * @example
 * ```ts
 * registerActivation('squaredRelu', { isNonNegative: true, derivative: (x) => tf.mul(2, tf.relu(x)) });
 * ```
 */
export function registerActivation(name: string, knowledge: ActivationKnowledge = {}): void {
  checkKeys(knowledge, ['derivative', 'isNonNegative', 'isRectifier', 'isSoftmax'], 'registerActivation');
  table.set(name, knowledge);
}

/** The activation function of that name, or undefined. */
export function activationFunction(
  name: string,
  apply: (x: Tensor) => Tensor,
  more: ActivationKnowledge = {},
): ActivationFunction | undefined {
  const knowledge = table.get(name);
  if (!knowledge) return undefined;
  return { name, apply, isNonNegative: false, isRectifier: false, isSoftmax: false, ...knowledge, ...more };
}
