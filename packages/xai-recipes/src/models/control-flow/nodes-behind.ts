import { type NodeJson, nodeOf } from '../node-json';

/**
 * The nodes that values are computed by.
 *
 * @param find a node by its name; what it does not find is no part of them, nor what that is computed by
 * @param inputsOf which inputs of a node count
 */
export function nodesBehind(
  values: readonly string[],
  find: (name: string) => NodeJson | undefined,
  inputsOf: (node: NodeJson) => readonly string[],
): Set<NodeJson> {
  const found = new Set<NodeJson>();
  const open = values.map(nodeOf);
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    const node = find(name);
    if (!node || found.has(node)) continue;
    found.add(node);
    open.push(...inputsOf(node).map(nodeOf));
  }
  return found;
}
