import type { GraphModel } from '@tensorflow/tfjs-converter';
import type { io, Tensor } from '@tensorflow/tfjs-core';
import { foldBranches } from './fold-branches';
import { conditionsFrom, truthsOf } from './known-conditions';
import { loadGraph } from './load-graph';
import { type NodeJson, nodesOf } from './node-json';

/**
 * A graph-model without the branches that constants and what its inputs are fixed to decide, in the place of one with them; and its topology. TensorFlow.js
 * differentiates no control flow.
 *
 * @param whole is disposed of when another one takes its place
 */
export async function withoutBranches(
  whole: GraphModel,
  artifacts: io.ModelArtifacts,
  fixed: Readonly<Record<string, Tensor>>,
): Promise<[GraphModel, NonNullable<io.ModelArtifacts['modelTopology']>]> {
  const topology = artifacts.modelTopology as object;
  const load = (node: readonly NodeJson[], signature?: io.ModelArtifacts['signature']) =>
    loadGraph({ ...artifacts, modelTopology: { ...topology, node }, signature });
  let nodes = nodesOf({ modelTopology: topology });
  for (let round = 0; ; round++) {
    const [conditions, makers] = conditionsFrom(nodes, new Set(Object.keys(fixed)));
    if (conditions.length === 0) {
      if (round === 0) return [whole, topology];
      const graph = await load(nodes, artifacts.signature);
      whole.dispose();
      return [graph, { ...topology, node: nodes }];
    }
    const deciding = await load(makers);
    try {
      nodes = foldBranches(nodes, await truthsOf(deciding, conditions, fixed));
    } finally {
      deciding.dispose();
    }
  }
}
