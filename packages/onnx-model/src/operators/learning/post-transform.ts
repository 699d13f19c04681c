import { abs, cast, div, exp, greater, max, mul, sigmoid, softmax, sub, sum, type Tensor } from '@tensorflow/tfjs-core';
import type { ScoreTransform } from 'xai-base';
import { transforms as names } from '../../trees/transforms';
import { notZero } from '../normalization/not-zero';
import type { OperatorNode } from '../operator-node';
import { Unsupported } from '../unsupported';
import { own } from '../values/own';

const transforms: Readonly<Record<ScoreTransform, (scores: Tensor) => Tensor>> = {
  none: (scores) => scores,
  logistic: sigmoid,
  softmax: (scores) => softmax(scores),
  'softmax of what is not 0': (scores) => {
    const isIn = cast(greater(abs(scores), 1e-7), 'float32');
    const powers = mul(exp(sub(scores, max(scores, -1, true))), isIn);
    return div(powers, notZero(sum(powers, -1, true)));
  },
};

/** The outputs `[batch, outputs]`, from raw scores. */
export const transformScores = (transform: ScoreTransform, scores: Tensor): Tensor => transforms[transform](scores);

/** What is done to the scores of a classifier or a regressor at last. */
export function postTransform(node: OperatorNode): (scores: Tensor) => Tensor {
  const name = node.string('post_transform', 'NONE');
  const transform = own(names, name);
  if (!transform) throw new Unsupported(`with post_transform ${name}`);
  return transforms[transform];
}
