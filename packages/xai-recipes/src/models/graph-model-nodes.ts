import type { GraphNode } from './graph-node';
import type { ModelJson } from './model-files';
import { nodeOf, nodesOf, orderedNodes } from './node-json';

/** What a graph-model computes, in the order in which it runs; a value has the name of its node. */
export function graphModelNodes(json: Pick<ModelJson, 'modelTopology'>): GraphNode[] {
  const computing = nodesOf(json).filter(({ op }) => op !== 'Const' && op !== 'Placeholder');
  return orderedNodes(computing).map(({ name, op, input = [] }) => ({
    op,
    inputs: input.map(nodeOf),
    outputs: [name],
  }));
}
