import { div, equal, mul, type Tensor, where, zerosLike } from '@tensorflow/tfjs-core';
import type { RecordedOperation, RecordedValue } from 'tfjs-gradients';
import type { OperatorRule } from './operator-rule';
import { derivative, type Passage } from './propagate';

/**
 * The rules of AttnLRP: an activation f passes g f(x) / x; the statistics of a normalization are constants; a product of two live values passes half
 * to each; softmax and everything linear their derivatives.
 */
export const attnRule: OperatorRule = (operation, verdict, arrived) => {
  switch (verdict.kind) {
    case 'activation':
      return [activation(operation, verdict.of, arrived)];
    case 'statistic':
      return derivative(operation, arrived, verdict.held);
    case 'bilinear':
      return halves(derivative(operation, arrived));
    default:
      return derivative(operation, arrived);
  }
};

/** The rules of CP-LRP: as AttnLRP, but nothing passes through softmax and gates, and products are not halved. */
export const cpRule: OperatorRule = (operation, verdict, arrived) => {
  if (verdict.kind === 'softmax') return [];
  if (verdict.kind !== 'bilinear') return attnRule(operation, verdict, arrived);
  const gates = Object.keys(operation.inputs).filter((name) => verdict.gates.includes(operation.inputs[name]));
  return derivative(operation, arrived, gates);
};

/** R passes unchanged: f(x) g = x (g f(x) / x). Where x is 0, it has no relevance. */
function activation(
  { kernel, inputs, outputs }: RecordedOperation,
  of: RecordedValue,
  [arrived]: readonly (Tensor | undefined)[],
): Passage {
  const [x, y] = [of.tensor, outputs[0].tensor];
  return [
    of,
    () => {
      const factor = kernel === 'Multiply' ? otherFactor(inputs, of) : undefined;
      const ratio = factor ?? where(equal(x, 0), zerosLike(x), div(y, x));
      return mul(arrived as Tensor, ratio);
    },
  ];
}

/** What a product multiplies x with, which is f(x) / x without a division. */
function otherFactor({ a, b }: RecordedOperation['inputs'], of: RecordedValue): Tensor | undefined {
  if (a === of) return b.tensor;
  return b === of ? a.tensor : undefined;
}

function halves(passages: readonly Passage[]): Passage[] {
  return passages.map(([to, pass]) => [to, () => mul(pass(), 0.5)]);
}
