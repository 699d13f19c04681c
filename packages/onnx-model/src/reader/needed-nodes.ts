import type { OnnxNode } from 'onnx-format';
import { captured } from './blocks/subgraphs';

/**
 * The nodes that lead from given values to an output, each behind those that it takes from: in the order of the file, which some programs that convert files do not
 * keep.
 */
export function neededNodes(nodes: readonly OnnxNode[], output: string, given: ReadonlySet<string>): OnnxNode[] {
  const makers = new Map(nodes.flatMap((node) => node.outputs.map((name) => [name, node] as const)));
  const sources = (node: OnnxNode) =>
    [...node.inputs, ...captured(node)].flatMap((name) => (given.has(name) ? [] : (makers.get(name) ?? [])));
  const last = given.has(output) ? undefined : makers.get(output);
  const needed = reached(last ? [last] : [], sources);
  return sorted(
    nodes.filter((node) => needed.has(node)),
    sources,
  );
}

/** Nodes and all that they take from. */
function reached(begin: readonly OnnxNode[], sources: (node: OnnxNode) => OnnxNode[]): Set<OnnxNode> {
  const found = new Set(begin);
  for (const node of found) for (const source of sources(node)) found.add(source); // a set goes on to what is added to it
  return found;
}

/** Nodes behind those that they take from, where no circle keeps them from it. */
function sorted(nodes: readonly OnnxNode[], sources: (node: OnnxNode) => OnnxNode[]): OnnxNode[] {
  const order = new Set<OnnxNode>();
  const begun = new Set<OnnxNode>();
  for (const node of nodes) {
    const waiting = [node];
    for (let next = waiting.at(-1); next !== undefined; next = waiting.at(-1)) {
      const before = begun.has(next) ? [] : sources(next).filter((one) => !order.has(one) && !begun.has(one));
      begun.add(next);
      if (before.length > 0) {
        waiting.push(...before);
        continue;
      }
      order.add(next);
      waiting.pop();
    }
  }
  return [...order];
}
