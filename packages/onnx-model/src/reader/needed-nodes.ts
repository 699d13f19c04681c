import { captured, type OnnxNode } from 'onnx-format';

/** The nodes that lead from given values to an output, in their order. */
export function neededNodes(nodes: readonly OnnxNode[], output: string, given: ReadonlySet<string>): OnnxNode[] {
  const makers = new Map(nodes.flatMap((node) => node.outputs.map((name) => [name, node] as const)));
  const sources = (node: OnnxNode) =>
    [...node.inputs, ...captured(node)].flatMap((name) => (given.has(name) ? [] : (makers.get(name) ?? [])));
  const last = given.has(output) ? undefined : makers.get(output);
  const needed = reached(last ? [last] : [], sources);
  return nodes.filter((node) => needed.has(node));
}

/** Nodes and all that they take from. */
function reached(begin: readonly OnnxNode[], sources: (node: OnnxNode) => OnnxNode[]): Set<OnnxNode> {
  const found = new Set(begin);
  for (const node of found) for (const source of sources(node)) found.add(source); // a set goes on to what is added to it
  return found;
}
