import {
  add,
  argMax,
  cast,
  clipByValue,
  concat,
  gather,
  greater,
  matMul,
  mul,
  neg,
  reshape,
  sigmoid,
  sub,
  type Tensor,
  tensor,
} from '@tensorflow/tfjs-core';
import type { Operator } from '../operator';
import type { OperatorNode } from '../operator-node';
import { Unsupported } from '../unsupported';
import { DeviceValue } from '../values/device-value';
import { coupledProbabilities } from './coupled-probabilities';
import { postTransform } from './post-transform';
import { kernelOf, vectorsOf } from './support-vectors';

/** Two classes, in the order in which they are compared. */
type Pair = readonly [first: number, second: number];

const pairsOf = (classes: number): Pair[] =>
  Array.from({ length: classes }, (_, first) => first).flatMap((first) =>
    Array.from({ length: classes - first - 1 }, (_, after): Pair => [first, first + 1 + after]),
  );

/**
 * `SVMClassifier` of ai.onnx.ml: the label (the index, of labels that are texts), and the scores: probabilities `[batch, classes]` where the file has how to
 * make them, else one score for each pair of classes.
 */
export const supportVectorClassifier: Operator = (node) => {
  const perClass = node.ints('vectors_per_class') ?? [];
  const count = perClass.reduce((sum, one) => sum + one, 0);
  if (count === 0) throw new Unsupported('without support vectors');
  const transform = postTransform(node);
  const labels = node.ints('classlabels_ints');
  const pairs = pairsOf(perClass.length);
  const kernel = kernelOf(node);
  const vectors = vectorsOf(node, count);
  const weights = node.own(pairWeights(node, perClass, pairs));
  const offsets = node.own(tensor([...(node.attribute('rho', 'floats') ?? [])].slice(0, pairs.length)));
  const [slopes, shifts] = (['prob_a', 'prob_b'] as const).map((name) => node.attribute(name, 'floats') ?? []);
  return ([x]) => {
    const rows = cast(x.rank === 1 ? reshape(x.tensor, [1, -1]) : x.tensor, 'float32');
    const scores = add(matMul(kernel(rows, vectors), weights), offsets); // [batch, pairs]
    const index = mostVotes(scores, pairs, perClass.length);
    const label = labels ? gather(tensor([...labels], undefined, 'int32'), index as Tensor) : index;
    return [new DeviceValue(label as Tensor), new DeviceValue(transform(finished(scores)))];
  };

  function finished(scores: Tensor): Tensor {
    if (slopes.length > 0) {
      const power = add(mul(scores, tensor([...slopes])), tensor([...shifts]));
      const ofFirst = clipByValue(sigmoid(neg(power)), 1e-7, 1 - 1e-7);
      return coupledProbabilities(ofFirst, pairs, perClass.length);
    }
    return pairs.length === 1 ? concat([neg(scores), scores], 1) : scores;
  }
};

/** What each support vector adds to the score of each pair of classes: `[vectors, pairs]`. */
function pairWeights(node: OperatorNode, perClass: readonly number[], pairs: readonly Pair[]): Tensor {
  const coefficients = node.attribute('coefficients', 'floats') ?? []; // [classes - 1, vectors]
  const count = perClass.reduce((sum, one) => sum + one, 0);
  const begins = perClass.map((_, one) => perClass.slice(0, one).reduce((sum, length) => sum + length, 0));
  const weights = new Float32Array(count * pairs.length);
  pairs.forEach(([first, second], pair) => {
    for (const [of, row] of [[first, second - 1] as const, [second, first] as const]) {
      for (let vector = begins[of]; vector < begins[of] + perClass[of]; vector++) {
        weights[vector * pairs.length + pair] = coefficients[row * count + vector];
      }
    }
  });
  return tensor(weights, [count, pairs.length]);
}

/** The class that wins most of its comparisons, `[batch]`. */
function mostVotes(scores: Tensor, pairs: readonly Pair[], classes: number): Tensor {
  const votes = Array.from({ length: classes }, (_, one) =>
    pairs.map(([first, second]) => (one === first ? 1 : one === second ? -1 : 0)),
  );
  const wins = sub(mul(cast(greater(scores, 0), 'float32'), 2), 1); // [batch, pairs]: 1 or -1
  return argMax(matMul(wins as Tensor, tensor(votes, [classes, pairs.length]), false, true), 1);
}
