import type { OnnxNode } from 'onnx-format';
import { captured } from './blocks/subgraphs';

/** The nodes that lead from given values to an output, in the order of evaluation. */
export function neededNodes(nodes: readonly OnnxNode[], output: string, given: ReadonlySet<string>): OnnxNode[] {
  const wanted = new Set([output]);
  return nodes
    .toReversed()
    .filter((node) => {
      const isNeeded = node.outputs.some((name) => wanted.has(name) && !given.has(name));
      if (isNeeded) for (const name of [...node.inputs, ...captured(node)]) wanted.add(name);
      return isNeeded;
    })
    .reverse();
}
