import { mul, type Tensor } from '@tensorflow/tfjs-core';
import { sumTo } from 'tfjs-gradients';
import type { Verdict } from '../operators/verdict';
import { type NodePassage, passDerivative, relevanceFor, type Share } from './passage';

/** A product, or quotient, of two live values: what arrives goes to those that are not held, a part to each. */
export function passFactors(passage: NodePassage, held: readonly string[], part = 1): Share[] {
  const times = (tensor: Tensor) => (part === 1 ? tensor : mul(tensor, part));
  if (passage.form === 'factor' || !isElementwise(passage)) {
    return passDerivative(passage, held).map((share) => ({ ...share, tensor: times(share.tensor) }));
  }
  const { inputs } = passage.node.operation;
  const relevance = times(passage.arrived[0] as Tensor);
  return Object.entries(inputs)
    .filter(([name, { isLive }]) => isLive && !held.includes(name))
    .map(([, to]) => relevanceFor(to, sumTo(relevance, to.tensor.shape)));
}

/**
 * A product of two live values: all to what is gated, where gates are constants; else half to each. The gates of recurrent cells are always constants: what
 * comes out of a sigmoid does not vanish where what goes in does, so that relevance which passed a gate at each step of time would grow without bound.
 */
export function passBilinear(
  passage: NodePassage,
  { gates, isRecurrent }: Extract<Verdict, { kind: 'bilinear' }>,
): Share[] {
  const part = passage.gates === 'conservative' ? 1 : 0.5;
  const shares = passage.gates === 'relevant' && !isRecurrent;
  if (shares || gates.length === 0) return passFactors(passage, [], part);
  const { inputs } = passage.node.operation;
  return passFactors(
    passage,
    Object.keys(inputs).filter((name) => gates.includes(inputs[name])),
  );
}

function isElementwise({ node }: NodePassage): boolean {
  return ['Cast', 'Identity', 'Multiply', 'Neg', 'RealDiv'].includes(node.operation.kernel);
}
