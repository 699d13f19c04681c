import { cast, equal, expandDims, range, type Tensor } from '@tensorflow/tfjs-core';

/** A one-hot mask, also for a single class, which `tf.oneHot` refuses. */
export function oneHot(indices: Tensor, classes: number): Tensor {
  return cast(equal(expandDims(indices, -1), range(0, classes, 1, 'int32')), 'float32'); // [batch, classes]
}
