import type { Tensor } from '@tensorflow/tfjs-core';
import { ShapeError } from '../../errors';
import type { WeightChange } from './model-weights';

/**
 * Asks for other weights, and checks them.
 *
 * @throws {ShapeError} when they have other shapes
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
