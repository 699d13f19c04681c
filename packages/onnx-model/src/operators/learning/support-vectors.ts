import {
  add,
  exp,
  matMul,
  mul,
  pow,
  square,
  sub,
  sum,
  type Tensor,
  tanh,
  tensor,
  transpose,
} from '@tensorflow/tfjs-core';
import type { OperatorNode } from '../operator-node';
import { Unsupported } from '../unsupported';
import { own } from '../values/own';

/** How alike rows `[batch, features]` are to support vectors `[vectors, features]`: `[batch, vectors]`. */
type Kernel = (rows: Tensor, vectors: Tensor) => Tensor;

/** The kernels, by the names that ai.onnx.ml has for them. */
const kernels: Readonly<Record<string, (gamma: number, offset: number, degree: number) => Kernel>> = {
  LINEAR: () => products,
  POLY: (gamma, offset, degree) => (x, v) => pow(add(mul(products(x, v), gamma), offset), degree),
  RBF: (gamma) => (x, v) => {
    const squares = add(sum(square(x), 1, true), transpose(sum(square(v), 1, true)));
    return exp(mul(sub(squares, mul(products(x, v), 2)), -gamma));
  },
  SIGMOID: (gamma, offset) => (x, v) => tanh(add(mul(products(x, v), gamma), offset)),
};

const products: Kernel = (x, v) => matMul(x as Tensor, v, false, true);

/** The kernel of a support vector machine. */
export function kernelOf(node: OperatorNode): Kernel {
  const name = node.string('kernel_type', 'LINEAR');
  const kernel = own(kernels, name);
  if (!kernel) throw new Unsupported(`with kernel_type ${name}`);
  const [gamma = 0, offset = 0, degree = 0] = node.attribute('kernel_params', 'floats') ?? [];
  return kernel(gamma, offset, degree);
}

/** Its support vectors `[vectors, features]`. */
export function vectorsOf(node: OperatorNode, vectors: number): Tensor {
  const data = Float32Array.from(node.attribute('support_vectors', 'floats') ?? []);
  return node.own(tensor(data, [vectors, data.length / vectors]));
}
