import type { Node, Value } from './value';

/** The nodes that the outputs need, each after those whose outputs it takes. */
export function neededNodes(outputs: readonly Value[]): Node[] {
  const seen = new Set<Node>();
  const nodes: Node[] = [];
  const pending: { value: Value | undefined; node?: Node }[] = outputs.map((value) => ({ value })).reverse();
  while (pending.length > 0) {
    const { value, node } = pending.pop() as (typeof pending)[number];
    if (node) {
      nodes.push(node);
    } else if (value?.origin.kind === 'node' && !seen.has(value.origin.node)) {
      const { node: producer } = value.origin;
      seen.add(producer);
      pending.push({ value: undefined, node: producer });
      for (const input of [...producer.inputs].reverse()) pending.push({ value: input });
    }
  }
  return nodes;
}
