import type { Tensor } from '@tensorflow/tfjs-core';
import { ShapeError } from '../../errors';
import type { WeightChange } from './model-weights';

/**
 * Asks for other weights, and checks them: what a way to the weights of a model of one's own needs.
 *
 * @param change says which weights a layer gets
 * @param name the layer's
 * @param weights its own ones
 * @returns the new ones, which are the caller's; undefined where the layer keeps its own
 * @throws {ShapeError} when they have other shapes
 *
 * @example
 * ```ts
 * const zeros = (_name: string, own: readonly tf.Tensor[]) => own.map((tensor) => tf.zerosLike(tensor));
 * const [changed] = (await changedWeights(zeros, 'dense', [tf.tensor1d([3, 4])]))!;
 * changed; // => [0, 0]
 * ```
 */
export async function changedWeights(
  change: WeightChange,
  name: string,
  weights: readonly Tensor[],
): Promise<readonly Tensor[] | undefined> {
  const changed = await change(name, weights);
  if (changed === undefined) return undefined;
  const shapesOf = (tensors: readonly Tensor[]) => tensors.map(({ shape }) => `[${shape}]`).join(', ');
  if (shapesOf(changed) === shapesOf(weights)) return changed;
  for (const tensor of changed) tensor.dispose();
  const expected = shapesOf(weights);
  const message = `The new weights of ${name} have the shapes ${shapesOf(changed)}; expected ${expected}.`;
  throw new ShapeError(message, { argument: 'weights', value: changed.map(({ shape }) => shape), expected });
}
