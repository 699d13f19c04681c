import { add, matMul, mul, relu, square, sub, sum, transpose } from '@tensorflow/tfjs-core';
import type { Operator } from '../operator';
import { rooted } from '../pooling/lp-norm';
import { Unsupported } from '../unsupported';
import { reserve } from '../values/allowance';
import { DeviceValue } from '../values/device-value';

/** `CDist`: the distance of each row of one matrix from each of another, as models of neighbours have it. */
export const cDist: Operator = (node) => {
  const metric = node.string('metric', 'sqeuclidean');
  if (!['euclidean', 'sqeuclidean'].includes(metric)) throw new Unsupported(`with the metric ${metric}`);
  return ([a, b]) => {
    reserve([a.shape[0], b.shape[0]]);
    const lengths = add(sum(square(a.tensor), 1, true), transpose(sum(square(b.tensor), 1, true)));
    const squares = relu(sub(lengths, mul(2, matMul(a.tensor, b.tensor, false, true)))); // rounding leaves less than 0
    return new DeviceValue(metric === 'euclidean' ? rooted(squares, 2) : squares);
  };
};
