import { add, cast, greater, matMul, mul, reshape, sub, tensor } from '@tensorflow/tfjs-core';
import type { Operator } from '../operator';
import { DeviceValue } from '../values/device-value';
import { postTransform } from './post-transform';
import { kernelOf, vectorsOf } from './support-vectors';

/** `SVMRegressor` of ai.onnx.ml: `[batch, 1]`, the distance from the support vectors; of one class, 1 inside of it and -1 outside. */
export const supportVectorRegressor: Operator = (node) => {
  const transform = postTransform(node);
  const kernel = kernelOf(node);
  const isOneClass = node.int('one_class', 0) !== 0;
  const count = node.int('n_supports', 0);
  const coefficients = Float32Array.from(node.attribute('coefficients', 'floats') ?? []);
  const [offset = 0] = node.attribute('rho', 'floats') ?? [];
  const weights = node.own(tensor(coefficients, [coefficients.length, 1]));
  const vectors = count > 0 ? vectorsOf(node, count) : undefined;
  return ([x]) => {
    const rows = cast(x.rank === 1 ? reshape(x.tensor, [1, -1]) : x.tensor, 'float32');
    const alike = vectors ? kernel(rows, vectors) : rows;
    const score = add(matMul(alike, weights), offset);
    return new DeviceValue(isOneClass ? sub(mul(cast(greater(score, 0), 'float32'), 2), 1) : transform(score));
  };
};
