import type { OnnxGraph, OnnxNode, OnnxTensor } from 'onnx-format';

/** The branches of an `If`. */
const keys = ['then_branch', 'else_branch'] as const;

/** One branch, whose values have names of their own in the graph around it. */
export interface Branch {
  readonly nodes: readonly OnnxNode[];
  readonly initializers: ReadonlyMap<string, OnnxTensor>;
  /** The names of what it returns, in the place of the outputs of the `If`. */
  readonly outputs: readonly string[];
}

/** The branch for a condition that is true, and the one for a condition that is false. */
export const branchesOf = (node: OnnxNode): Branch[] =>
  keys.flatMap((key) => {
    const attribute = Object.hasOwn(node.attributes, key) ? node.attributes[key] : undefined;
    return attribute?.type === 'graph' ? [renamed(attribute.value, `${node.outputs[0]}/${key}/`)] : [];
  });

/** What nodes take that none of them makes: of an `If`, what its branches take from the graph around them. */
export function captured(node: OnnxNode): string[] {
  const graphs = keys.flatMap((key) => {
    const attribute = Object.hasOwn(node.attributes, key) ? node.attributes[key] : undefined;
    return attribute?.type === 'graph' ? [attribute.value] : [];
  });
  return graphs.flatMap(({ nodes, initializers, outputs }) => {
    const made = new Set([...initializers.keys(), ...nodes.flatMap((one) => one.outputs)]);
    const taken = [...nodes.flatMap((one) => [...one.inputs, ...captured(one)]), ...outputs.map(({ name }) => name)];
    return taken.filter((name) => name !== '' && !made.has(name));
  });
}

/** Whether a node is one of two branches by a condition. */
export const isIf = ({ op, domain, attributes }: OnnxNode): boolean =>
  op === 'If' && domain === '' && keys.every((key) => Object.hasOwn(attributes, key));

function renamed({ nodes, initializers, outputs }: OnnxGraph, prefix: string): Branch {
  const made = new Set([...initializers.keys(), ...nodes.flatMap((one) => one.outputs)]);
  const rename = (name: string) => (name !== '' && made.has(name) ? `${prefix}${name}` : name);
  return {
    nodes: nodes.map((node) => inScope(node, rename)),
    initializers: new Map([...initializers].map(([name, tensor]) => [rename(name), tensor])),
    outputs: outputs.map(({ name }) => rename(name)),
  };
}

/** A node whose names are changed, also where graphs inside of it take them. */
function inScope(node: OnnxNode, rename: (name: string) => string): OnnxNode {
  const attributes = Object.entries(node.attributes).map(([key, attribute]) => {
    if (attribute.type !== 'graph') return [key, attribute] as const;
    const { nodes, outputs, initializers, ...graph } = attribute.value;
    const own = new Set([...initializers.keys(), ...nodes.flatMap((one) => one.outputs)]);
    const inner = (name: string) => (own.has(name) ? name : rename(name));
    const value = {
      ...graph,
      initializers,
      nodes: nodes.map((one) => inScope(one, inner)),
      outputs: outputs.map((output) => ({ ...output, name: inner(output.name) })),
    };
    return [key, { type: 'graph' as const, value }] as const;
  });
  return {
    ...node,
    inputs: node.inputs.map(rename),
    outputs: node.outputs.map(rename),
    attributes: Object.fromEntries(attributes),
  };
}
