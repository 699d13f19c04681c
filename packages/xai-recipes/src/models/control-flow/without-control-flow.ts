import type { GraphModel } from '@tensorflow/tfjs-converter';
import type { io } from '@tensorflow/tfjs-core';
import { functionsOf } from '../function-json';
import { loadGraph } from '../load-graph';
import { isValue, type NodeJson, nodeOf, nodesOf, valueName, withoutOrder } from '../node-json';
import { foldBranches } from './fold-branches';
import { type GivenInputs, KnownValues } from './known-values';
import { type List, withoutLists } from './lists';
import { nodesBehind } from './nodes-behind';
import { type Written, withoutChoices, withoutLoops } from './written-out';

/** A graph-model, and what is left of its control flow. */
export interface Straight {
  readonly graph: GraphModel;
  readonly topology: NonNullable<io.ModelArtifacts['modelTopology']>;
  /** Why what is left is known only when it runs. */
  readonly asynchronous?: string;
}

const flow = /^(Switch|Merge|Enter|Exit|NextIteration|LoopCond|(Stateless)?(If|While))$/;
const lists = /^(TensorList\w*|EmptyTensorList)$/;
/** What gives as many values as its input's values say. */
const measured = /^(Where|NonMaxSuppression\w*)$/;

/**
 * A graph-model without the branches and loops that constants, what its inputs are fixed to and the shapes of the others decide, in the place of one with them: TensorFlow.js differentiates
 * no control flow. A branch that is taken stands for itself, the runs of a loop one after the other, and a value for the list that it is put into.
 *
 * @param whole is disposed of when another one takes its place
 */
export async function withoutControlFlow(
  whole: GraphModel,
  artifacts: io.ModelArtifacts,
  given: GivenInputs,
): Promise<Straight> {
  const topology = artifacts.modelTopology as object;
  const all = nodesOf({ modelTopology: topology });
  const ends = whole.outputs.map(({ name }) => name);
  const reasons = new Map<string, string>();
  if (!all.some(({ op }) => flow.test(op) || lists.test(op)))
    return { graph: whole, topology, ...leftIn(all, ends, reasons) };
  const known = new KnownValues(whole, given);
  try {
    const nodes = await written(all, { known, reasons, functions: functionsOf({ modelTopology: topology }) });
    if (nodes === all) return { graph: whole, topology, ...leftIn(all, ends, reasons) };
    const needed = reached(nodes, ends);
    const node = needed.some(({ op }) => flow.test(op)) ? needed : needed.map(withoutOrder);
    const changed = { ...topology, node };
    const graph = await loadGraph({ ...artifacts, modelTopology: changed });
    whole.dispose();
    return { graph, topology: changed, ...leftIn(node, ends, reasons) };
  } finally {
    known.dispose();
  }
}

/** The nodes without what control flow can be decided, as often as one decision brings another. */
async function written(all: readonly NodeJson[], state: Written): Promise<readonly NodeJson[]> {
  const { known, reasons } = state;
  const listsByName = new Map<string, List>();
  for (let nodes = all; ; ) {
    reasons.clear();
    known.use(nodes);
    const next =
      (await withoutSwitches(nodes, state)) ??
      (await withoutChoices(nodes, state)) ??
      (await withoutLoops(nodes, state)) ??
      (await withoutLists(nodes, known, listsByName, reasons));
    if (!next) return nodes;
    nodes = next;
  }
}

/** The nodes without the switches whose conditions are known; undefined where none is. */
async function withoutSwitches(
  nodes: readonly NodeJson[],
  { known, reasons }: Written,
): Promise<NodeJson[] | undefined> {
  const truths = new Map<string, boolean>();
  for (const { name, op, input = [] } of nodes) {
    const condition = valueName(input[1] ?? '');
    if (op !== 'Switch' || truths.has(condition) || known.nodes.get(nodeOf(condition))?.op === 'LoopCond') continue;
    const truth = await known.numbers(condition, 1);
    if ('why' in truth) reasons.set(name, `The branch at ${name} is taken by a condition that ${truth.why}`);
    else truths.set(condition, Boolean(truth[0]));
  }
  return truths.size > 0 ? foldBranches(nodes, truths) : undefined;
}

/** The nodes that outputs are computed by, or that these wait for. */
function reached(nodes: readonly NodeJson[], outputs: readonly string[]): NodeJson[] {
  const byName = new Map(nodes.map((node) => [node.name, node]));
  const behind = nodesBehind(
    outputs,
    (name) => byName.get(name),
    ({ input = [] }) => input,
  );
  const found = new Set(Array.from(behind, ({ name }) => name));
  const isThere = (input: string) => isValue(input) || found.has(nodeOf(input));
  return nodes
    .filter(({ name, op }) => found.has(name) || op.startsWith('Placeholder')) // inputs stay, even if nothing takes them
    .map((node) => ({ ...node, input: (node.input ?? []).filter(isThere) }));
}

function leftIn(
  nodes: readonly NodeJson[],
  outputs: readonly string[],
  reasons: ReadonlyMap<string, string>,
): Pick<Straight, 'asynchronous'> {
  const needed = reached(nodes, outputs);
  const said = needed.find(({ name, op }) => flow.test(op) && reasons.has(name));
  if (said) return { asynchronous: reasons.get(said.name) };
  const open = needed.find(({ op }) => measured.test(op));
  return open ? { asynchronous: `${open.name} (${open.op}) gives as many values as its input's values say` } : {};
}
