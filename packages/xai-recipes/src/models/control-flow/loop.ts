import { type FunctionJson, functionIn, isLoop } from '../function-json';
import { isValue, type NodeJson, nodeOf } from '../node-json';
import type { Block } from './block';
import { nodesBehind } from './nodes-behind';

/** A loop: as long as a condition of its variables holds, its body gives their next values. */
export interface Loop {
  readonly name: string;
  /** What the variables are at first. */
  readonly initial: readonly string[];
  /** Which of them are whole numbers or truths, such as what counts its runs. */
  readonly isWhole: readonly boolean[];
  readonly condition: Block;
  readonly body: Block;
  /** The nodes that it is made of, which its runs take the place of. */
  readonly nodes: ReadonlySet<string>;
  /** What stands for the last values of the variables. */
  readonly ends: readonly LoopEnd[];
}

/** A node that gives last values of a loop's variables: one, or all. */
export interface LoopEnd {
  readonly name: string;
  readonly variables: readonly number[];
}

/** The loops of a graph, of either form: a node that runs functions, or a frame of switches. */
export const loopsIn = (nodes: readonly NodeJson[], functions: ReadonlyMap<string, FunctionJson>): Loop[] => [
  ...nodes.filter(isLoop).map((node) => loopOfFunctions(node, functions)),
  ...framesIn(nodes),
];

const isWholeType = (type: unknown): boolean => /^(DT_)?(INT|BOOL|3$|9$|10$)/.test(String(type));

function loopOfFunctions(node: NodeJson, functions: ReadonlyMap<string, FunctionJson>): Loop {
  const initial = (node.input ?? []).filter(isValue);
  const types: readonly unknown[] = Object(Object(node.attr?.T).list).type ?? [];
  const [condition, body] = ['cond', 'body'].map((key) => blockOf(functions.get(functionIn(node, key))));
  return {
    name: node.name,
    ...{ initial, condition, body },
    isWhole: initial.map((_, at) => isWholeType(types[at])),
    nodes: new Set([node.name]),
    ends: [{ name: node.name, variables: initial.map((_, at) => at) }],
  };
}

/** What a function runs. */
export function blockOf({ signature, nodeDef = [], ret = {} }: FunctionJson = { signature: { name: '' } }): Block {
  const { inputArg = [], outputArg = [] } = signature;
  return {
    takes: inputArg.map(({ name }) => name),
    nodes: nodeDef,
    gives: outputArg.map(({ name }) => ret[name] ?? name),
  };
}

/** Loops as TensorFlow lowers them: each variable is merged of what enters and what the last run gives, and a switch sends it into the body or out. */
function framesIn(nodes: readonly NodeJson[]): Loop[] {
  const byName = new Map(nodes.map((node) => [node.name, node]));
  const find = (input = '') => byName.get(nodeOf(input));
  return nodes
    .filter(({ op }) => op === 'LoopCond')
    .map((decision): Loop => {
      const switches = nodes.filter(({ op, input = [] }) => op === 'Switch' && nodeOf(input[1]) === decision.name);
      const merges = switches.flatMap(({ input = [] }) => find(input[0]) ?? []);
      const sources = merges.map(({ input = [] }) => input.filter(isValue).map(find));
      const [enters, nexts] = ['Enter', 'NextIteration'].map((kind) =>
        sources.flatMap((pair) => pair.find((one) => one?.op === kind) ?? []),
      );
      const variableOf = ({ input = [] }: NodeJson) => switches.indexOf(find(input[0]) as NodeJson);
      const frame = JSON.stringify(enters[0]?.attr?.frame_name);
      const constants = nodes.filter(
        (one) => one.op === 'Enter' && JSON.stringify(one.attr?.frame_name) === frame && !enters.includes(one),
      );
      const exits = nodes.filter((one) => one.op === 'Exit' && variableOf(one) >= 0);
      const steady = { names: constants.map(({ name }) => name), values: constants.map(({ input = [] }) => input[0]) };
      const takenBySwitch = switches.map(({ name }) => `${name}:1`);
      const block = (names: readonly string[], gives: readonly string[]): Block => {
        const taken = new Set([...names.map(nodeOf), ...steady.names]);
        const ofBlock = (name: string) => (taken.has(name) ? undefined : byName.get(name));
        const nodes = nodesBehind(gives, ofBlock, ({ input = [] }) => input.filter(isValue));
        return { takes: [...names, ...steady.names], gives, nodes: [...nodes] };
      };
      const condition = block(
        merges.map(({ name }) => name),
        [decision.input?.[0] ?? ''],
      );
      const body = block(
        takenBySwitch,
        nexts.map(({ input = [] }) => input[0]),
      );
      const own = [decision, ...switches, ...merges, ...enters, ...nexts, ...constants, ...exits];
      const inside = [...condition.nodes, ...body.nodes].filter(({ op }) => op !== 'Const');
      return {
        name: decision.name,
        initial: [...enters.map(({ input = [] }) => input[0]), ...steady.values],
        isWhole: [...merges.map(({ attr }) => isWholeType(Object(attr?.T).type)), ...steady.names.map(() => false)],
        condition,
        body,
        nodes: new Set([...own, ...inside].map(({ name }) => name)),
        ends: exits.map((one) => ({ name: one.name, variables: [variableOf(one)] })),
      };
    });
}
