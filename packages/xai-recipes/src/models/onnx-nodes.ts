import type { OnnxGraph } from 'onnx-format';
import type { GraphNode } from './graph-node';

/** The nodes of an ONNX graph whose values depend on its inputs. */
export function onnxNodes({ nodes, inputs, initializers }: OnnxGraph): GraphNode[] {
  const known = new Set(inputs.map(({ name }) => name).filter((name) => !initializers.has(name)));
  return nodes.filter((node) => {
    const depends = node.inputs.some((name) => known.has(name));
    if (depends) for (const name of node.outputs) known.add(name);
    return depends;
  });
}

/** The values that ids are looked up into: rows of a table of constants, gathered by what depends on the inputs. */
export function embeddingsIn(graph: OnnxGraph): string[] {
  const isTable = (name: string) => graph.initializers.get(name)?.shape.length === 2;
  return onnxNodes(graph)
    .filter(({ op, inputs: [table, ids] }) => op === 'Gather' && isTable(table) && !graph.initializers.has(ids))
    .map(({ outputs: [embedded] }) => embedded);
}

/** Whether the model is an ensemble of trees. */
export function hasTrees({ nodes }: OnnxGraph): boolean {
  return nodes.some(({ op }) => /^TreeEnsemble/.test(op));
}
