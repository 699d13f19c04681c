import { isValue, type NodeJson, nodeOf, orderedNodes, valueName, withoutOrder } from '../node-json';

/**
 * The nodes of a graph with control flow, of which some conditions are known: a switch that they decide only passes on what it takes, what they rule out is
 * left out, and what merges branches takes the one that is left.
 *
 * @param truths the conditions that are known, by the names of their values
 */
export function foldBranches(nodes: readonly NodeJson[], truths: ReadonlyMap<string, boolean>): NodeJson[] {
  const without = new Set<string>(); // nodes that are never reached
  const renamed = new Map<string, string>(); // what a switch passes on
  const ruledOut = new Set<string>(); // what it does not
  const isOut = (input: string) => without.has(nodeOf(input)) || ruledOut.has(valueName(input));
  const folded: NodeJson[] = [];
  for (const node of orderedNodes(nodes)) {
    const { name, op, input = [] } = node;
    const isMerge = op === 'Merge';
    const reached = input.filter((one) => !isOut(one));
    if (isMerge ? reached.length === 0 : reached.length < input.length) {
      without.add(name);
      continue;
    }
    const truth = op === 'Switch' ? truths.get(valueName(input[1])) : undefined;
    if (truth !== undefined) {
      ruledOut.add(truth ? name : `${name}:1`);
      renamed.set(truth ? `${name}:1` : name, name);
    }
    const taken = reached.map((one) => renamed.get(valueName(one)) ?? one);
    const isDecided =
      truth !== undefined || (isMerge && reached.length < input.length && taken.filter(isValue).length === 1);
    folded.push(
      isDecided ? { ...node, op: 'Identity', input: taken.filter(isValue).slice(0, 1) } : { ...node, input: taken },
    );
  }
  return folded.some(({ op }) => op === 'Switch' || op === 'Merge') ? folded : folded.map(withoutOrder);
}
