import type { GraphModel } from '@tensorflow/tfjs-converter';
import { dispose, type Tensor } from '@tensorflow/tfjs-core';
import { type NodeJson, nodeOf, valueName, withoutOrder } from './node-json';

/** What depends on more than values: on what is drawn, or on how often something ran. */
const changing = /^(Switch|Merge|Enter|Exit|NextIteration|LoopCond|(Truncated|Random|Stateless)\w*|Multinomial)$/;

/** The conditions of a graph's switches that follow from constants and from what inputs are fixed to, and what they are computed by. */
export function conditionsFrom(nodes: readonly NodeJson[], fixed: ReadonlySet<string>): [string[], NodeJson[]] {
  const byName = new Map(nodes.map((node) => [node.name, node]));
  const conditions = new Set(nodes.filter(({ op }) => op === 'Switch').map(({ input = [] }) => valueName(input[1])));
  const makers = [...conditions].map((name) => [name, makersOf(name, byName, fixed)] as const);
  const known = makers.filter(([, found]) => found !== undefined);
  return [known.map(([name]) => name), [...new Set(known.flatMap(([, found]) => found as NodeJson[]))]];
}

/** All that a value is computed by; undefined where that is more than constants and fixed inputs. */
function makersOf(
  value: string,
  byName: ReadonlyMap<string, NodeJson>,
  fixed: ReadonlySet<string>,
): NodeJson[] | undefined {
  const found = new Map<string, NodeJson>();
  const open = [nodeOf(value)];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (found.has(name)) continue;
    const node = byName.get(name);
    if (!node || changing.test(node.op) || (/^Placeholder/.test(node.op) && !fixed.has(name))) return undefined;
    const alone = withoutOrder(node);
    found.set(name, alone);
    open.push(...(alone.input ?? []).map(nodeOf));
  }
  return [...found.values()];
}

/**
 * What conditions come to.
 *
 * @param graph the nodes that they are computed by
 * @param fixed what inputs are fixed to
 */
export async function truthsOf(
  graph: GraphModel,
  conditions: readonly string[],
  fixed: Readonly<Record<string, Tensor>>,
): Promise<Map<string, boolean>> {
  const inputs = new Set(graph.inputs.map(({ name }) => name));
  const given = Object.fromEntries(Object.entries(fixed).filter(([name]) => inputs.has(name)));
  const results = [graph.execute(given, [...conditions])].flat();
  try {
    const values = await Promise.all(results.map((one) => one.data()));
    return new Map(conditions.map((name, at) => [name, Boolean(values[at][0])]));
  } finally {
    dispose(results);
  }
}
