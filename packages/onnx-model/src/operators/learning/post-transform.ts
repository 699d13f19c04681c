import { sigmoid, softmax, type Tensor } from '@tensorflow/tfjs-core';
import type { OperatorNode } from '../operator-node';
import { Unsupported } from '../unsupported';
import { own } from '../values/own';

const transforms: Readonly<Record<string, (scores: Tensor) => Tensor>> = {
  NONE: (scores) => scores,
  LOGISTIC: sigmoid,
  SOFTMAX: (scores) => softmax(scores),
};

/** What is done to the scores of a classifier or a regressor at last. */
export function postTransform(node: OperatorNode): (scores: Tensor) => Tensor {
  const name = node.string('post_transform', 'NONE');
  const transform = own(transforms, name);
  if (!transform) throw new Unsupported(`with post_transform ${name}`);
  return transform;
}
