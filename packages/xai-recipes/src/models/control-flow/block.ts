import { isValue, type NodeJson, nodeOf, valueName, withoutOrder } from '../node-json';

/** A piece of a graph that is written out as often as it runs. */
export interface Block {
  /** The names under which its nodes take what it is given. */
  readonly takes: readonly string[];
  readonly nodes: readonly NodeJson[];
  /** The values that it gives. */
  readonly gives: readonly string[];
}

/**
 * A block, written out: its nodes under names of their own, and its results. Constants are there once, under the name that their weights have.
 *
 * @param prefix of the names
 * @param given the values in the place of what it takes
 */
export function writtenOut(
  { takes, nodes, gives }: Block,
  prefix: string,
  given: readonly string[],
): [NodeJson[], string[]] {
  const taken = new Map(takes.map((name, at) => [name, given[at]]));
  const own = new Set(nodes.filter(({ op }) => op !== 'Const').map(({ name }) => name));
  const placed = (input: string) =>
    taken.get(valueName(input)) ?? (own.has(nodeOf(input)) ? `${prefix}${input}` : input);
  const copies = nodes.map((node) =>
    node.op === 'Const'
      ? withoutOrder(node)
      : { ...node, name: `${prefix}${node.name}`, input: (node.input ?? []).filter(isValue).map(placed) },
  );
  return [copies, gives.map(placed)];
}
