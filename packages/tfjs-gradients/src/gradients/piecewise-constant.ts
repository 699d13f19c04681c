import { type GradConfig, type Tensor, zeros } from '@tensorflow/tfjs-core';
import { defineGradient } from '../define';

/** A function whose value only jumps: its gradient is zero. */
/* @__NO_SIDE_EFFECTS__ */
export function piecewiseConstant(kernelName: string, ...inputsToSave: string[]): GradConfig {
  return defineGradient<unknown, Tensor | Tensor[]>({
    kernelName,
    inputsToSave,
    gradFunc: (_, inputs) =>
      Object.fromEntries(inputsToSave.map((name, index) => [name, () => zeros(inputs[index].shape)])),
  });
}

/** Comparisons, logic, rounding and positions: zero gradients, so that `where(x > 0, f(x), g(x))` has one. */
export const piecewiseConstantGradients: GradConfig[] = [
  ...['Equal', 'NotEqual', 'Greater', 'GreaterEqual', 'Less', 'LessEqual'].map((name) =>
    piecewiseConstant(name, 'a', 'b'),
  ),
  ...['LogicalAnd', 'LogicalOr', 'LogicalXor', 'BitwiseAnd'].map((name) => piecewiseConstant(name, 'a', 'b')),
  ...['LogicalNot', 'IsNan', 'IsInf', 'IsFinite', 'All', 'Any', 'ArgMax', 'ArgMin'].map((name) =>
    piecewiseConstant(name, 'x'),
  ),
  ...['Ceil', 'Floor', 'Round', 'Sign', 'Step', 'ZerosLike', 'OnesLike'].map((name) => piecewiseConstant(name, 'x')),
  piecewiseConstant('OneHot', 'indices'),
];
