import type { OnnxFunction, OnnxModelFile, OnnxNode } from 'onnx-format';

/** The nodes of a model, in which functions that the model defines itself are replaced by their nodes. */
export function inlineFunctions({ graph, functions }: OnnxModelFile): OnnxNode[] {
  let calls = 0;
  const open = (nodes: readonly OnnxNode[]): OnnxNode[] =>
    nodes.flatMap((node) => {
      const definition = functions.find(({ domain, name }) => domain === node.domain && name === node.op);
      return definition ? open(bodyOf(definition, node, `${node.op}#${calls++}/`)) : [node];
    });
  return open(graph.nodes);
}

/** The nodes of a function for one call of it. */
function bodyOf(definition: OnnxFunction, call: OnnxNode, prefix: string): OnnxNode[] {
  const names = new Map([
    ...definition.inputs.map((name, index) => [name, call.inputs[index] ?? ''] as const),
    ...definition.outputs.map((name, index) => [name, call.outputs[index] || `${prefix}${name}`] as const),
  ]);
  const rename = (name: string) => (name === '' ? '' : (names.get(name) ?? `${prefix}${name}`));
  return definition.nodes.map((node) => ({
    ...node,
    inputs: node.inputs.map(rename),
    outputs: node.outputs.map(rename),
  }));
}
