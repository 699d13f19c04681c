import type { GraphNode } from './graph-node';
import type { ModelJson } from './model-files';

/** A node as `model.json` of a graph-model has it. */
interface NodeJson {
  readonly name: string;
  readonly op: string;
  readonly input?: readonly string[];
}

/** The nodes of a graph-model, in the order of its file; a value has the name of its node. */
export function graphModelNodes({ modelTopology }: ModelJson): GraphNode[] {
  const { node = [] } = modelTopology as { node?: readonly NodeJson[] };
  return ordered(
    node
      .filter(({ op }) => op !== 'Const' && op !== 'Placeholder')
      .map(({ name, op, input = [] }) => ({ op, inputs: input.map(nodeOf), outputs: [name] })),
  );
}

function nodeOf(input: string): string {
  return input.replace(/^\^/, '').replace(/:\d+$/, '');
}

/** Each node after those whose values it takes. */
function ordered(nodes: readonly GraphNode[]): GraphNode[] {
  const byName = new Map(nodes.map((node) => [node.outputs[0], node]));
  const done = new Set<GraphNode>();
  for (const node of nodes) {
    const waiting = [node];
    while (waiting.length > 0) {
      const next = waiting.at(-1) as GraphNode;
      const open = next.inputs
        .map((name) => byName.get(name))
        .filter((one) => one && !done.has(one) && !waiting.includes(one));
      if (open.length > 0) waiting.push(open[0] as GraphNode);
      else done.add(waiting.pop() as GraphNode);
    }
  }
  return [...done];
}
