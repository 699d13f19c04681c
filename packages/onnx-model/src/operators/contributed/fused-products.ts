import {
  add,
  clipByValue,
  leakyRelu,
  matMul,
  mul,
  relu,
  sigmoid,
  type Tensor,
  tanh,
  transpose,
} from '@tensorflow/tfjs-core';
import { conv } from '../convolution/conv';
import { cutOff } from '../elementwise/clip';
import { mapTensor } from '../elementwise/map';
import { gemm } from '../matrices/gemm';
import { product } from '../matrices/mat-mul';
import type { Evaluate, Operator } from '../operator';
import type { OperatorNode } from '../operator-node';
import { Unsupported } from '../unsupported';
import { DeviceValue } from '../values/device-value';
import type { Value } from '../values/value';

/** `FusedMatMul`: a product of stacks of matrices, either maybe transposed, times a number. */
export const fusedMatMul: Operator = (node) => {
  if (node.int('transBatchA', 0) === 1 || node.int('transBatchB', 0) === 1)
    throw new Unsupported('with transposed stacks');
  const [transposesA, transposesB] = [node.int('transA', 0) === 1, node.int('transB', 0) === 1];
  const alpha = node.float('alpha', 1);
  return ([a, b]) => {
    const left = transposesA ? turned(a.tensor) : a.tensor;
    const result =
      left.rank === b.rank && left.rank > 2
        ? matMul(left, b.tensor, false, transposesB)
        : product(left, transposesB ? turned(b.tensor) : b.tensor);
    return new DeviceValue(alpha === 1 ? result : mul(result, alpha));
  };
};

/** The last two axes exchanged. */
function turned(x: Tensor): Tensor {
  const order = x.shape.map((_, axis) => axis);
  order.push(...order.splice(-2).reverse());
  return transpose(x, order);
}

/** An operator followed by the activation that its attributes name. */
const activated =
  (operator: Operator, name: string, parameters: (node: OperatorNode) => readonly number[]): Operator =>
  (node) => {
    const evaluate = operator(node);
    const activation = activationOf(node.string(name, ''), parameters(node));
    return (inputs) => activation([evaluate(inputs) as Value]);
  };

/** `FusedGemm`: `Gemm`, then an activation. */
export const fusedGemm = activated(gemm, 'activation', (node) => [
  node.float('activation_alpha', 0.01),
  node.float('activation_beta', 0),
]);

/** `FusedConv`: `Conv`, then an activation. */
export const fusedConv: Operator = (node) => {
  if (node.hasInput(3)) throw new Unsupported('with a sum');
  return activated(conv, 'activation', (one) => one.attribute('activation_params', 'floats') ?? [])(node);
};

function activationOf(name: string, [alpha = 0.01, beta = 0]: readonly number[]): Evaluate {
  const functions: Readonly<Record<string, (x: Tensor) => Tensor>> = {
    '': (x) => x,
    Clip: (x) => cutOff(x, alpha, beta),
    HardSigmoid: (x) => clipByValue(add(mul(x, alpha), beta), 0, 1),
    LeakyRelu: (x) => leakyRelu(x, alpha),
    Relu: relu,
    Sigmoid: sigmoid,
    Tanh: tanh,
  };
  const activation = Object.hasOwn(functions, name) ? functions[name] : undefined;
  if (!activation) throw new Unsupported(`with the activation ${name}`);
  return mapTensor(activation);
}
