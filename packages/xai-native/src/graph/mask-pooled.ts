import type { Graph } from './graph';
import { maskAbove } from './mask-above';
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
    const above = maskAbove(mask);
    if (!unpool || !pool || !above || above.image !== pool.inputs[0] || onlyNumber(above.bound.range) !== 0) continue;
    const [given, places, size] = unpool.inputs as Value[];
    const [maximum] = pool.outputs;
    const { shape } = maximum;
    const masked = above.of(graph, maximum);
    const { type, range } = gradient;
    const product = graph.one('Mul', [given, masked], { shape, type, range });
    return graph.one('MaxUnpool', [product, places, size], { shape: gradient.shape, type, range }, unpool.attributes);
  }
  return undefined;
}

function nodeOf({ origin }: Value): Node | undefined {
  return origin.kind === 'node' ? origin.node : undefined;
}
