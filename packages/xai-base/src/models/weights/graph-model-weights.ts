import type { Tensor } from '@tensorflow/tfjs-core';
import { ModelError } from '../../errors';
import { TensorBag } from '../../execution/tensor-bag';
import type { GraphModelLike } from '../model';
import { changedWeights } from './changed-weights';
import type { ModelWeights } from './model-weights';

/** What this package needs to know of the executor of a tfjs `GraphModel`. */
interface GraphExecutorLike {
  weightMap: Record<string, Tensor[]>;
  readonly graph: { readonly outputs: readonly GraphNode[] };
}

interface GraphNode {
  readonly name: string;
  readonly op: string;
  readonly inputs: readonly GraphNode[];
}

/** The float weights of a tfjs `GraphModel`, by the nodes that compute with them; they are changed in the model itself. */
export function graphModelWeights(model: GraphModelLike): ModelWeights {
  const executor = (model as unknown as { executor?: GraphExecutorLike }).executor;
  if (executor?.graph?.outputs === undefined || executor.weightMap === undefined) {
    const expected = 'a GraphModel of tfjs-converter 4, whose executor has a graph and a weightMap';
    throw new ModelError(`The weights of the graph model are out of reach; expected ${expected}.`, {
      argument: 'model',
      value: model,
      expected,
    });
  }
  const groups = groupsOf(executor);
  return {
    names: [...groups.keys()],
    async under(change, work) {
      const own = executor.weightMap;
      const changedMap = { ...own };
      const bag = new TensorBag();
      try {
        for (const [name, weights] of groups) {
          const changed = await changedWeights(
            change,
            name,
            weights.map((weight) => own[weight][0]),
          );
          bag.addAll(changed ?? []).forEach((tensor, index) => {
            changedMap[weights[index]] = [tensor];
          });
        }
        executor.weightMap = changedMap;
        return await work(model);
      } finally {
        executor.weightMap = own;
        bag.dispose();
      }
    },
  };
}

/** The names of the weights of each node that computes with some, in the order of evaluation. */
function groupsOf({ graph, weightMap }: GraphExecutorLike): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  const [seen, taken] = [new Set<GraphNode>(), new Set<string>()];
  const visit = (node: GraphNode): void => {
    if (seen.has(node)) return;
    seen.add(node);
    node.inputs.forEach(visit);
    if (node.op === 'Identity') return; // hands weights on
    const weights = node.inputs
      .map((input) => weightBehind(input))
      .filter((name) => weightMap[name]?.[0]?.dtype === 'float32' && weightMap[name][0].size > 1 && !taken.has(name));
    for (const name of weights) taken.add(name);
    if (weights.length > 0) groups.set(node.name, weights);
  };
  graph.outputs.forEach(visit);
  return groups;
}

function weightBehind(node: GraphNode): string {
  return node.op === 'Identity' && node.inputs.length > 0 ? weightBehind(node.inputs[0]) : node.name;
}
