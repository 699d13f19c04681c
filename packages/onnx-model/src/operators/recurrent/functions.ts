import {
  abs,
  add,
  clipByValue,
  div,
  elu,
  mul,
  relu,
  sigmoid,
  softplus,
  type Tensor,
  tanh,
} from '@tensorflow/tfjs-core';
import type { OperatorNode } from '../operator-node';
import { Unsupported } from '../unsupported';
import { own } from '../values/own';

/** A function of the gates or of the state. */
export type GateFunction = (x: Tensor) => Tensor;

const functions: Readonly<Record<string, GateFunction>> = {
  Elu: elu,
  HardSigmoid: (x) => clipByValue(add(mul(x, 0.2), 0.5), 0, 1),
  Relu: relu,
  Sigmoid: sigmoid,
  Softplus: softplus,
  Softsign: (x) => div(x, add(1, abs(x))),
  Tanh: tanh,
};

/** The functions of a cell in each direction, by their names in an attribute. */
export function gateFunctions(node: OperatorNode, directions: number, usual: readonly string[]): GateFunction[][] {
  if (node.attribute('activation_alpha', 'floats') || node.attribute('activation_beta', 'floats')) {
    throw new Unsupported('with parameters of its functions');
  }
  const names = node.attribute('activations', 'strings') ?? Array.from({ length: directions }, () => usual).flat();
  const known = names.map((name) => {
    const found = own(functions, name);
    if (!found) throw new Unsupported(`with the function ${name}`);
    return found;
  });
  return Array.from({ length: directions }, (_, index) =>
    known.slice(index * usual.length, (index + 1) * usual.length),
  );
}
