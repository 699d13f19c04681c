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

/** The name of the node that an input comes from, or waits for; functions name the node's output, too: `node:output:0`. */
export const nodeOf = (input: string): string => input.replace(/^\^/, '').replace(/:.*$/, '');

/** The name of a value: the first one of a node has that of the node. A node that is waited for gives none. */
export const valueName = (input: string): string => input.replace(/^([^:]+):0$/, '$1');

/** Whether an input is a value, and not a node that is waited for. */
export const isValue = (input: string): boolean => !input.startsWith('^');

/** Without the nodes that it has to wait for: where nothing is decided while a graph runs, they say nothing. */
export const withoutOrder = (node: NodeJson): NodeJson => ({ ...node, input: (node.input ?? []).filter(isValue) });

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
