import type { ModelJson } from './model-files';

/** A node as `model.json` of a graph-model has it. */
export interface NodeJson {
  readonly name: string;
  readonly op: string;
  /** The values that it takes; behind `^` nodes that it waits for. */
  readonly input?: readonly string[];
  readonly attr?: {
    readonly shape?: { readonly shape?: { readonly dim?: readonly unknown[] } };
    readonly [name: string]: unknown;
  };
}

/** The nodes of a graph-model, in the order of its file. */
export const nodesOf = ({ modelTopology }: Pick<ModelJson, 'modelTopology'>): readonly NodeJson[] =>
  (modelTopology as { readonly node?: readonly NodeJson[] }).node ?? [];

/** The name of the node that an input comes from, or waits for. */
export const nodeOf = (input: string): string => input.replace(/^\^/, '').replace(/:\d+$/, '');

/** Each node after those that it takes something from. */
export function orderedNodes(nodes: readonly NodeJson[]): NodeJson[] {
  const byName = new Map(nodes.map((node) => [node.name, node]));
  const done = new Set<NodeJson>();
  for (const node of nodes) {
    const waiting = [node];
    while (waiting.length > 0) {
      const next = waiting.at(-1) as NodeJson;
      const open = (next.input ?? [])
        .map((input) => byName.get(nodeOf(input)))
        .find((one) => one && !done.has(one) && !waiting.includes(one));
      if (open) waiting.push(open);
      else done.add(waiting.pop() as NodeJson);
    }
  }
  return [...done];
}
