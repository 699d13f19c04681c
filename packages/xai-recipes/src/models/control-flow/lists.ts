import { isValue, type NodeJson, nodeOf, orderedNodes, valueName } from '../node-json';
import type { KnownValues } from './known-values';
import type { Unknown } from './unknown';

/** The values that a list holds; undefined where none was put yet. */
export type List = readonly (string | undefined)[];

/** One use of a list: what is known, and the node. */
interface Use {
  readonly node: NodeJson;
  readonly inputs: readonly string[];
  readonly lists: ReadonlyMap<string, List>;
  readonly known: KnownValues;
}

/** What a node that makes a list comes to, or one that reads it: nodes in its place. */
type Result =
  | { readonly list: List; readonly nodes?: readonly NodeJson[] }
  | { readonly nodes: readonly NodeJson[] }
  | Unknown;

/** What each operator does with a list whose length is known. */
const operators: Readonly<Record<string, (use: Use) => Promise<Result>>> = {
  TensorListReserve: async ({ inputs: [, length], known }) =>
    withNumber(await known.numbers(length, 1), (count) => ({ list: new Array<undefined>(count).fill(undefined) })),
  EmptyTensorList: async () => ({ list: [] }),
  TensorListFromTensor: async ({ node, inputs: [tensor], known }) => {
    const shape = `${node.name}/shape`;
    known.nodes.set(shape, { name: shape, op: 'Shape', input: [tensor] });
    return withNumber(await known.numbers(shape, 1), (count) => rowsOf(node.name, tensor, count));
  },
  TensorListSetItem: async ({ inputs: [from, index, value], lists, known }) => {
    const list = listIn(lists, from);
    if ('why' in list) return list;
    return withNumber(await known.numbers(index, 1), (at) =>
      at < 0 || at >= list.length ? outside(at, list) : { list: list.with(at, value) },
    );
  },
  TensorListPushBack: async ({ inputs: [from, value], lists }) => {
    const list = listIn(lists, from);
    return 'why' in list ? list : { list: [...list, value] };
  },
  TensorListGetItem: async ({ node, inputs: [from, index], lists, known }) => {
    const list = listIn(lists, from);
    if ('why' in list) return list;
    return withNumber(await known.numbers(index, 1), (at) => {
      const value = list[at];
      return value === undefined ? outside(at, list) : { nodes: [{ ...node, op: 'Identity', input: [value] }] };
    });
  },
  TensorListStack: async ({ node, inputs: [from], lists }) => {
    const list = listIn(lists, from);
    return 'why' in list ? list : stacked(node, list);
  },
  TensorListGather: async ({ node, inputs: [from, indices], lists, known }) => {
    const [list, places] = [listIn(lists, from), await known.numbers(indices)];
    if ('why' in list) return list;
    return 'why' in places
      ? places
      : stacked(
          node,
          places.map((at) => list[at]),
        );
  },
};

const reads = /^TensorList(GetItem|Stack|Gather)$/;

/**
 * The nodes of a graph in which what reads a list takes the values that were put into it; undefined where nothing changes. What makes lists stays, for loops that are
 * left.
 *
 * @param lists those that are known; more are added
 * @param reasons why a list is not known, by the name of the node
 */
export async function withoutLists(
  nodes: readonly NodeJson[],
  known: KnownValues,
  lists: Map<string, List>,
  reasons: Map<string, string>,
): Promise<NodeJson[] | undefined> {
  const result: NodeJson[] = [];
  let isChanged = false;
  for (const node of orderedNodes(nodes)) {
    const operator = Object.hasOwn(operators, node.op) && !lists.has(node.name) ? operators[node.op] : undefined;
    const inputs = (node.input ?? []).filter(isValue);
    const found = (await operator?.({ node, inputs, lists, known })) ?? { nodes: [] };
    if ('why' in found) reasons.set(node.name, `The list at ${node.name} is not known: ${found.why}`);
    if ('list' in found) lists.set(node.name, found.list);
    const isRead = reads.test(node.op) && !('why' in found);
    const added = ('nodes' in found && found.nodes) || [];
    for (const one of added) known.nodes.set(one.name, one);
    result.push(...(isRead ? [] : [node]), ...added);
    isChanged ||= isRead;
  }
  return isChanged ? result : undefined;
}

function listIn(lists: ReadonlyMap<string, List>, value: string): List | Unknown {
  return lists.get(nodeOf(value)) ?? { why: `it is made by ${nodeOf(value)}` };
}

function withNumber(numbers: readonly number[] | Unknown, then: (first: number) => Result): Result {
  return 'why' in numbers ? { why: `a number of it ${numbers.why}` } : then(numbers[0]);
}

const outside = (at: number, { length }: List): Unknown => ({ why: `it has nothing at ${at} of its ${length} places` });

function rowsOf(name: string, tensor: string, count: number): Result {
  const rows = `${name}/rows`;
  const list = Array.from({ length: count }, (_, at) => valueName(`${rows}:${at}`));
  const attr = { num: { i: String(count) }, axis: { i: '0' } };
  return { list, nodes: [{ name: rows, op: 'Unpack', input: [tensor], attr }] };
}

/** The elements of a list as one value; what was not set is zeros. */
function stacked({ name, attr }: NodeJson, list: List): Result {
  const [some] = list.filter((one) => one !== undefined);
  if (some === undefined) return { why: 'nothing was put into it' };
  const zeros: NodeJson = { name: `${name}/unset`, op: 'ZerosLike', input: [some] };
  const input = list.map((one) => one ?? zeros.name);
  const whole = {
    name,
    op: 'Pack',
    input,
    attr: { T: attr?.element_dtype, N: { i: String(list.length) }, axis: { i: '0' } },
  };
  return { nodes: list.includes(undefined) ? [zeros, whole] : [whole] };
}
