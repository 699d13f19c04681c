import type { OnnxNode } from './graph';
import { captured } from './subgraphs';

/**
 * Nodes behind those that they take from, else in the order of the file: some programs that convert files append nodes where they are not yet computed, which
 * onnxruntime takes. Nodes in a circle stay where they are.
 */
export function inOrder(nodes: readonly OnnxNode[]): OnnxNode[] {
  const makers = new Map(nodes.flatMap((node) => node.outputs.map((name) => [name, node] as const)));
  const order = new Set<OnnxNode>();
  const begun = new Set<OnnxNode>();
  for (const node of nodes) {
    const waiting = [node];
    for (let next = waiting.at(-1); next !== undefined; next = waiting.at(-1)) {
      const before = begun.has(next) ? [] : sourcesOf(next, makers).filter((one) => !begun.has(one));
      begun.add(next);
      if (before.length > 0) {
        waiting.push(...before.toReversed());
        continue;
      }
      order.add(next);
      waiting.pop();
    }
  }
  return [...order];
}

const sourcesOf = (node: OnnxNode, makers: ReadonlyMap<string, OnnxNode>): OnnxNode[] =>
  [...node.inputs, ...captured(node)].flatMap((name) => makers.get(name) ?? []);
