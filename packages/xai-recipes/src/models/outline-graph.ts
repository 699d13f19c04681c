import { type RawEnd, toEnd } from './end';
import { featureMapsIn } from './feature-maps';
import { endNode, nodeName } from './graph-ends';
import { graphModelNodes } from './graph-model-nodes';
import type { GraphNode } from './graph-node';
import { inputMeaning, outputMeaning } from './meanings';
import type { ModelJson } from './model-files';
import type { ModelOutline, OutputOutline } from './outline';

/** The outline of a graph-model, by its graph alone. */
export function outlineGraph(
  source: string,
  json: ModelJson,
  { inputs, outputs }: { readonly inputs: readonly RawEnd[]; readonly outputs: readonly RawEnd[] },
): ModelOutline {
  const nodes = graphModelNodes(json);
  const embeddings = embeddingNodes(nodes, json);
  const isLookedUp = embeddings.length > 0;
  return {
    source,
    format: 'graph-model',
    inputs: inputs
      .map(toEnd)
      .map((end) => ({ ...end, meaning: inputMeaning(end, isLookedUp && end.shape?.length === 2) })),
    outputs: outputs.map(toEnd).map((end) => ({ ...end, meaning: outputMeaning(end), ...endOf(end.name, nodes) })),
    embeddings,
    featureMaps: featureMapsIn(
      nodes,
      outputs.map(({ name }) => nodeName(name)),
    ),
    values: nodes.flatMap((node) => node.outputs).filter((name) => !outputs.some((end) => nodeName(end.name) === name)),
    isOfTrees: false,
  };
}

function embeddingNodes(nodes: readonly GraphNode[], json: ModelJson): string[] {
  const constants = new Set(
    json.weightsManifest.flatMap(({ weights }) =>
      weights.filter(({ shape }) => shape.length === 2).map(({ name }) => name),
    ),
  );
  return nodes
    .filter(({ op, inputs: [table] }) => /^(Gather|GatherV2|ResourceGather)$/.test(op) && constants.has(table))
    .map(({ outputs: [name] }) => name);
}

function endOf(output: string, nodes: readonly GraphNode[]): Pick<OutputOutline, 'end'> {
  const op = endNode(nodes, output)?.op;
  if (op === 'Softmax') return { end: 'softmax' };
  return op === 'Sigmoid' ? { end: 'sigmoid' } : {};
}
