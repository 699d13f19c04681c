import { add, matMul, mul, reshape, type Tensor, type Tensor2D, tensor } from '@tensorflow/tfjs-core';
import type { Features, Mixture, Sample } from 'xai-base';
import { arePlaces, changesOf, hidesByZeros, type Mixing, mixing } from './mixing';

/** Up to so many elements, which caches hold, a product of matrices is faster than writing the elements of what is kept one by one. */
const mostElements = 2 ** 18;

/**
 * How operations beside the model make its inputs of coalitions `[batch, features]`; undefined where they are to be written on the host.
 *
 * @param isCompiled whether the operations become part of one graph with the model
 */
export function mixCoalitions(sample: Sample, features: Features, isCompiled: boolean): Mixing | undefined {
  const { mixture, count } = features;
  if (!mixture) return undefined;
  const { values, hidden } = mixture;
  const shape = [1, ...sample.shape];
  if (arePlaces(mixture, count) && hidesByZeros(mixture))
    return mixing(product, [tensor(values, shape, 'float32')], count); // exact, and fast
  if (!isCompiled || count * values.length > mostElements) return undefined;
  const changes = tensor(changesOfFeatures(mixture, count), [count, values.length]);
  return mixing(mixed, [changes, tensor(new Float32Array(hidden), shape)], values.length);
}

/** What keeping a feature adds to each element, `[features, elements]`. */
function changesOfFeatures(mixture: Mixture, count: number): Float32Array {
  const { owners } = mixture;
  const each = changesOf(mixture);
  const changes = new Float32Array(count * each.length);
  for (let element = 0; element < each.length; element++) {
    if (owners[element] >= 0) changes[owners[element] * each.length + element] = each[element];
  }
  return changes;
}

/** A sample `[1, ...]` times what is kept of each of its places, `[batch, places]`. */
function product(kept: Tensor, sample: Tensor): Tensor {
  const [batch, places] = kept.shape;
  const [, ...shape] = sample.shape;
  const each = sample.size / places; // elements of a place
  if (each === 1) return mul(reshape(kept, [batch, ...shape]), sample);
  const parts = reshape(sample, [1, places, each]);
  return reshape(mul(reshape(kept, [batch, places, 1]), parts), [batch, ...shape]);
}

/** What is hidden, `[1, ...]`, and what the kept features change of it. */
function mixed(kept: Tensor, changes: Tensor, hidden: Tensor): Tensor {
  const [, ...shape] = hidden.shape;
  const changed = matMul(kept as Tensor2D, changes as Tensor2D); // [batch, elements]
  return reshape(add(changed, reshape(hidden, [1, hidden.size])), [kept.shape[0], ...shape]);
}
