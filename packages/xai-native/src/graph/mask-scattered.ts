import type { Graph } from './graph';
import { maskAbove } from './mask-above';
import { onlyNumber } from './range';
import { sizeOf } from './size-of';
import type { Node, Value } from './value';
import { reshaped } from './view';

/**
 * The gradient of a maximum over axes behind a relu: a product of what is put to a few places of zeros, and of whether an image is above a number. What
 * is put there is masked before, by the image at these places: everywhere else there is nothing to be masked.
 *
 * @param factors of the product
 * @param scatters what computes each of them, where it is a `ScatterND` in another shape that has no other use
 * @returns what is put to its places, masked; nothing, if the product is of something else
 */
export function maskScattered(
  graph: Graph,
  factors: readonly (Value | undefined)[],
  scatters: readonly (Node | undefined)[],
): Value | undefined {
  for (const [index, scatter] of scatters.entries()) {
    const [scattered, mask] = [factors[index], factors[1 - index]];
    const above = mask && maskAbove(mask);
    const [zeros, places, updates] = scatter?.inputs ?? [];
    if (!scatter || !scattered || !above || !zeros || !places || !updates) continue;
    const { image, bound } = above;
    const isWhole = String(image.shape) === String(scattered.shape) && zeros.shape.length === 1;
    if (!isWhole || onlyNumber(zeros.range) !== 0 || onlyNumber(bound.range) === undefined || bound.shape.length > 0)
      continue;
    const { shape } = updates;
    const flat = reshaped(graph, image, [sizeOf(image.shape)]);
    const there = graph.one('GatherND', [flat, places], { shape, type: image.type, range: image.range });
    const masked = above.of(graph, there);
    const product = graph.one('Mul', [updates, masked], { shape, type: updates.type, range: scattered.range });
    const result = graph.one('ScatterND', [zeros, places, product], scatter.outputs[0], scatter.attributes);
    return reshaped(graph, result, scattered.shape);
  }
  return undefined;
}
