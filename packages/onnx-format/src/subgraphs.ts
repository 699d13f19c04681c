import type { OnnxGraph, OnnxNode } from './graph';

/**
 * The graphs that a node has among its attributes, by the names of these: the branches of an `If`, the body of a `Loop`.
 *
 * @example
 * ```ts
 * subgraphsOf(makeNode('Relu', ['x'], ['y'])); // => []
 * ```
 */
export const subgraphsOf = ({ attributes }: OnnxNode): [key: string, graph: OnnxGraph][] =>
  Object.entries(attributes).flatMap(([key, attribute]) =>
    attribute.type === 'graph' ? [[key, attribute.value]] : [],
  );

/**
 * The names that a graph gives to values of its own: inputs, constants, and what its nodes make.
 *
 * @example
 * ```ts
 * const inputs = [{ name: 'x', type: 'float32', shape: [2] } as const];
 * const graph = { name: 'g', nodes: [makeNode('Relu', ['x'], ['y'])], initializers: new Map(), inputs, outputs: [] };
 * [...ownNames(graph)]; // => ['x', 'y']
 * ```
 */
export const ownNames = ({ nodes, initializers, inputs }: OnnxGraph): Set<string> =>
  new Set([...inputs.map(({ name }) => name), ...initializers.keys(), ...nodes.flatMap((one) => one.outputs)]);

/**
 * What the graphs of a node take from around them.
 *
 * @example
 * ```ts
 * const graph = { name: 'g', nodes: [makeNode('Relu', ['x'], ['y'])], initializers: new Map(), inputs: [], outputs: [] };
 * const node = { ...makeNode('If', ['condition'], ['z']), attributes: { then_branch: { type: 'graph', value: graph } as const } };
 * captured(node); // => ['x']
 * ```
 */
export function captured(node: OnnxNode): string[] {
  return subgraphsOf(node).flatMap(([, graph]) => {
    const own = ownNames(graph);
    const taken = [
      ...graph.nodes.flatMap((one) => [...one.inputs, ...captured(one)]),
      ...graph.outputs.map(({ name }) => name),
    ];
    return taken.filter((name) => name !== '' && !own.has(name));
  });
}
