import { type OnnxGraph, type OnnxNode, ownNames, subgraphsOf } from 'onnx-format';

/** A graph whose values have names of their own in the one around it. */
export function renamed(graph: OnnxGraph, prefix: string): OnnxGraph {
  const own = ownNames(graph);
  return mapped(graph, (name) => (name !== '' && own.has(name) ? `${prefix}${name}` : name));
}

/** A node whose names are changed, also where graphs inside of it take them. */
export function inScope(node: OnnxNode, rename: (name: string) => string): OnnxNode {
  const graphs = subgraphsOf(node).map(([key, graph]) => {
    const own = ownNames(graph);
    const value = mapped(graph, (name) => (own.has(name) ? name : rename(name)));
    return [key, { type: 'graph', value }] as const;
  });
  return {
    ...node,
    inputs: node.inputs.map(rename),
    outputs: node.outputs.map(rename),
    attributes: { ...node.attributes, ...Object.fromEntries(graphs) },
  };
}

function mapped(
  { nodes, initializers, inputs, outputs, ...graph }: OnnxGraph,
  rename: (name: string) => string,
): OnnxGraph {
  return {
    ...graph,
    nodes: nodes.map((node) => inScope(node, rename)),
    initializers: new Map([...initializers].map(([name, tensor]) => [rename(name), tensor])),
    inputs: inputs.map((input) => ({ ...input, name: rename(input.name) })),
    outputs: outputs.map((output) => ({ ...output, name: rename(output.name) })),
  };
}
