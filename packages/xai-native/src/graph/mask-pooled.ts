import type { Graph } from './graph';
import { onlyNumber } from './range';
import { type Node, producer, type Value } from './value';

/**
 * The gradient of a maximum pool behind a relu: a product of what goes back to the largest cells alone, and of whether cells are above zero. The largest cells
 * are where the maximum is, so the gradient is masked before it goes back: a window has one number there, and not each of its cells.
 *
 * @param factors of the product
 * @returns what goes back, masked; nothing, if the product is of something else
 */
export function maskPooled(graph: Graph, factors: readonly (Value | undefined)[]): Value | undefined {
  for (const [gradient, mask] of [factors, [...factors].reverse()] as Value[][]) {
    const unpool = producer(gradient, 'MaxUnpool');
    const pool = unpool && nodeOf(unpool.inputs[1] as Value);
    const cast = producer(mask, 'Cast');
    const comparison = cast && producer(cast.inputs[0] as Value, 'Greater');
    const [image, bound] = (comparison?.inputs ?? []) as Value[];
    if (!unpool || !pool || !cast || !comparison || image !== pool.inputs[0] || onlyNumber(bound.range) !== 0) continue;
    const [given, places, size] = unpool.inputs as Value[];
    const [maximum] = pool.outputs;
    const { shape } = maximum;
    const isAbove = graph.one('Greater', [maximum, bound], { ...comparison.outputs[0], shape });
    const masked = graph.one('Cast', [isAbove], { ...cast.outputs[0], shape }, cast.attributes);
    const { type, range } = gradient;
    const product = graph.one('Mul', [given, masked], { shape, type, range });
    return graph.one('MaxUnpool', [product, places, size], { shape: gradient.shape, type, range }, unpool.attributes);
  }
  return undefined;
}

function nodeOf({ origin }: Value): Node | undefined {
  return origin.kind === 'node' ? origin.node : undefined;
}
