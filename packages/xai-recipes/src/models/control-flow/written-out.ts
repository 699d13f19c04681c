import { type FunctionJson, functionIn } from '../function-json';
import { isValue, type NodeJson, nodeOf, orderedNodes } from '../node-json';
import { type Block, writtenOut } from './block';
import type { KnownValues } from './known-values';
import { blockOf, type Loop, loopsIn } from './loop';

/** How often a loop may run. */
const mostRuns = 4096;
/** How many nodes a graph may come to. */
const mostNodes = 2 ** 18;

/** What takes the place of nodes. */
interface Replacement {
  readonly nodes: readonly NodeJson[];
  /** The values that nodes had given, by their names. */
  readonly ends: ReadonlyMap<string, readonly string[]>;
}

/** A graph whose control flow is being written out. */
export interface Written {
  readonly functions: ReadonlyMap<string, FunctionJson>;
  readonly known: KnownValues;
  /** Why something could not be, by the name of its node. */
  readonly reasons: Map<string, string>;
}

/** The nodes of a graph with the branches in the place of what decides between functions, as far as it is known; undefined where it is nowhere. */
export async function withoutChoices(nodes: readonly NodeJson[], written: Written): Promise<NodeJson[] | undefined> {
  const { functions, known, reasons } = written;
  let result: NodeJson[] | undefined;
  for (const node of nodes) {
    if (!/^(Stateless)?If$/.test(node.op)) continue;
    const [condition, ...given] = (node.input ?? []).filter(isValue);
    const truth = await known.numbers(condition, 1);
    if ('why' in truth) {
      reasons.set(node.name, `The branch ${node.name} is taken by a condition that ${truth.why}`);
      continue;
    }
    const branch = blockOf(functions.get(functionIn(node, truth[0] ? 'then_branch' : 'else_branch')));
    const [copies, values] = writtenOut(branch, `${node.name}/`, given);
    result = replaced(result ?? nodes, new Set([node.name]), { nodes: copies, ends: new Map([[node.name, values]]) });
  }
  return result;
}

/** The nodes of a graph with the runs of its loops one after the other, as far as it is known how many there are; undefined where it is nowhere. */
export async function withoutLoops(nodes: readonly NodeJson[], written: Written): Promise<NodeJson[] | undefined> {
  let result: NodeJson[] | undefined;
  for (const loop of loopsIn(nodes, written.functions)) {
    const runs = await runsOf(loop, written);
    if ('why' in runs) written.reasons.set(loop.name, `The loop ${loop.name} ${runs.why}`);
    else result = replaced(result ?? nodes, loop.nodes, runs);
  }
  return result;
}

async function runsOf({ name, initial, isWhole, ends, condition, body }: Loop, { known }: Written) {
  const nodes: NodeJson[] = [];
  let values = initial;
  const write = (block: Block, prefix: string) => {
    const [copies, results] = writtenOut(block, prefix, values);
    for (const one of copies) if (!known.nodes.has(one.name)) known.nodes.set(one.name, one);
    return [copies, results] as const;
  };
  for (let run = 0; ; run++) {
    const [, [decision]] = write(condition, `${name}/condition_${run}/`);
    const goesOn = await known.numbers(decision, 1);
    if ('why' in goesOn) return { why: `goes on by a condition that ${goesOn.why}` };
    if (!goesOn[0]) break;
    if (run >= mostRuns) return { why: `runs more often than ${mostRuns} times` };
    const [copies, results] = write(body, `${name}/run_${run}/`);
    nodes.push(...copies);
    if (nodes.length > mostNodes) return { why: `comes to more than ${mostNodes} nodes` };
    values = [...results, ...values.slice(results.length)];
    for (const [at, value] of values.entries()) if (isWhole[at]) await known.numbers(value); // so that what counts is computed once for each run
  }
  return { nodes, ends: new Map(ends.map((end) => [end.name, end.variables.map((at) => values[at])])) };
}

/** The nodes of a graph with others in the place of some, from which what takes their values takes them now. */
function replaced(
  nodes: readonly NodeJson[],
  gone: ReadonlySet<string>,
  { nodes: others, ends }: Replacement,
): NodeJson[] {
  const moved = (input: string) =>
    (isValue(input) && ends.get(nodeOf(input))?.[Number(/:(\d+)$/.exec(input)?.[1] ?? 0)]) || input;
  const lost = new Set([...gone].filter((name) => !ends.has(name))); // and what only that goes on from, such as what a run waits for
  const stay = orderedNodes(nodes)
    .map((node) => ({ ...node, input: node.input?.map(moved) }))
    .filter(({ name, input = [] }) => {
      const isLost = input.some((one) => isValue(one) && lost.has(nodeOf(one)));
      if (isLost) lost.add(name);
      return !isLost && !gone.has(name);
    });
  const names = new Set(stay.map(({ name }) => name));
  const added = others.filter(({ name }) => !names.has(name) && names.add(name));
  const asOutputs = [...ends].map(([name, values]): NodeJson => ({ name, op: 'IdentityN', input: values })); // where the graph ends in them
  return [...stay, ...added, ...asOutputs];
}
