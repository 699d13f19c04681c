import { type OnnxFunction, type OnnxModelFile, type OnnxNode, subgraphsOf } from 'onnx-format';
import { OnnxFileError } from '../session/errors';
import { describeName } from '../session/value-info';
import { inScope } from './blocks/subgraphs';

/** How deep functions may call each other, and how many nodes may come of their calls. */
const limits = { depth: 64, nodes: 2 ** 17 } as const;

/**
 * The nodes of a model, in which functions that the model defines itself are replaced by their nodes.
 *
 * @throws {OnnxFileError} when functions call themselves or each other more than 64 deep, or more than 131 072 nodes would come of them
 */
export function inlineFunctions({ graph, functions }: OnnxModelFile): OnnxNode[] {
  const definitions = new Map(functions.map((one) => [`${one.domain}:${one.name}`, one]));
  let calls = 0;
  let inlined = 0;
  const open = (nodes: readonly OnnxNode[], depth: number): OnnxNode[] =>
    nodes.flatMap((node) => {
      const definition = definitions.get(`${node.domain}:${node.op}`);
      if (!definition) return [withGraphs(node, (inner) => open(inner, depth))];
      inlined += definition.nodes.length;
      if (depth >= limits.depth)
        throw tooLarge(node, `is called more than ${limits.depth} functions deep, or calls itself`);
      if (inlined > limits.nodes)
        throw tooLarge(node, `and the others of the model come to more than ${limits.nodes} nodes`);
      return open(bodyOf(definition, node, `${describeName(node.op)}#${calls++}/`), depth + 1);
    });
  return open(graph.nodes, 0);
}

const tooLarge = ({ op }: OnnxNode, why: string): OnnxFileError =>
  new OnnxFileError(`The function ${describeName(op)} ${why}.`, { argument: 'source', value: op });

/** The nodes of a function for one call of it. */
function bodyOf(definition: OnnxFunction, call: OnnxNode, prefix: string): OnnxNode[] {
  const names = new Map([
    ...definition.inputs.map((name, index) => [name, call.inputs[index] ?? ''] as const),
    ...definition.outputs.map((name, index) => [name, call.outputs[index] || `${prefix}${name}`] as const),
  ]);
  const rename = (name: string) => (name === '' ? '' : (names.get(name) ?? `${prefix}${name}`));
  return definition.nodes.map((node) => inScope(node, rename));
}

/** A node whose graphs have other nodes. */
function withGraphs(node: OnnxNode, change: (nodes: readonly OnnxNode[]) => OnnxNode[]): OnnxNode {
  const graphs = subgraphsOf(node).map(([key, graph]) => {
    return [key, { type: 'graph', value: { ...graph, nodes: change(graph.nodes) } }] as const;
  });
  return graphs.length === 0 ? node : { ...node, attributes: { ...node.attributes, ...Object.fromEntries(graphs) } };
}
