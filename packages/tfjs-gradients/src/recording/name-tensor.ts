import type { Tensor } from '@tensorflow/tfjs-core';
import { shared } from '../shared';

/**
 * Gives a tensor the name that a model has for it, for those who record what the model computes. Nothing happens while nobody records.
 *
 * @param order the tensor transposed by it is what the model has under that name; left out: the tensor as it is
 *
 * @example
 * ```ts
 * import '@tensorflow/tfjs-backend-cpu';
 * import { nameTensor, record } from 'tfjs-gradients';
 * const recording = record((x) => {
 *   const squared = tf.square(x);
 *   nameTensor(squared, 'squared');
 *   return tf.sum(squared);
 * }, [tf.tensor1d([1, 2])]);
 * [...recording.operations[0].outputs[0].names.keys()]; // => ['squared']
 * recording.dispose();
 * ```
 */
export function nameTensor(tensor: Tensor, name: string, order?: readonly number[]): void {
  for (const recorder of shared().recorders) recorder.name(tensor, name, order);
}
