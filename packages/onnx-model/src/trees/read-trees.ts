import type { BranchMode, TreeNode } from 'xai-base';
import type { OperatorNode } from '../operators/operator-node';
import { own } from '../operators/values/own';
import { checkLengths, damaged, floatsOf } from './read-list';

const modes: Readonly<Record<string, BranchMode>> = {
  BRANCH_LEQ: '<=',
  BRANCH_LT: '<',
  BRANCH_GTE: '>=',
  BRANCH_GT: '>',
  BRANCH_EQ: '==',
  BRANCH_NEQ: '!=',
};
/** How many branches may follow each other: trees are walked by recursion. */
export const deepest = 1000;

/**
 * The trees of an ensemble, out of the lists that a file has them in.
 *
 * @param features how many columns there are, where the file says so
 * @param valuesAt what a leaf gives
 * @throws {OnnxFileError} for branches to nodes that are not there or that others lead to, circles, trees without one root, and trees of more than 1000 branches in a row
 */
export function readTrees(
  node: OperatorNode,
  features: number | undefined,
  valuesAt: (tree: number, node: number) => readonly number[],
): TreeNode[] {
  const ids = node.ints('nodes_nodeids') ?? [];
  const trees = node.ints('nodes_treeids') ?? [];
  const kinds = node.attribute('nodes_modes', 'strings') ?? [];
  const columns = node.ints('nodes_featureids') ?? [];
  const thresholds = floatsOf(node, 'nodes_values');
  const trueIds = node.ints('nodes_truenodeids') ?? [];
  const falseIds = node.ints('nodes_falsenodeids') ?? [];
  const missing = node.ints('nodes_missing_value_tracks_true') ?? [];
  const tracks = missing.length > 0 ? missing : new Array<number>(ids.length).fill(0);
  checkLengths({
    ...{
      nodes_nodeids: ids,
      nodes_treeids: trees,
      nodes_modes: kinds,
      nodes_featureids: columns,
      nodes_values: thresholds,
    },
    ...{ nodes_truenodeids: trueIds, nodes_falsenodeids: falseIds, nodes_missing_value_tracks_true: tracks },
  });
  const hits = floatsOf(node, 'nodes_hitrates');
  if (hits.length > 0) checkLengths({ nodes_nodeids: ids, nodes_hitrates: hits });
  const places = new Map<string, number>();
  ids.forEach((id, place) => {
    const key = `${trees[place]} ${id}`;
    if (places.has(key)) throw damaged(`tree ${trees[place]} has two nodes ${id}`);
    places.set(key, place);
  });
  const placeOf = (from: number, id: number): number => {
    const place = places.get(`${trees[from]} ${id}`);
    if (place === undefined) throw damaged(`tree ${trees[from]} has a branch to node ${id}, which it has not`);
    return place;
  };
  const isLeaf = (place: number): boolean => kinds[place] === 'LEAF';
  const ends = (place: number): [number, number] => [placeOf(place, trueIds[place]), placeOf(place, falseIds[place])];
  const reached = new Set<number>();
  for (let place = 0; place < ids.length; place++) {
    if (isLeaf(place)) continue;
    for (const end of ends(place)) {
      if (reached.has(end)) throw damaged(`tree ${trees[end]} has two ways to node ${ids[end]}`);
      reached.add(end);
    }
  }
  const coverOf = coversOf(hits, (place) => (isLeaf(place) ? undefined : ends(place)));
  let used = 0;
  const built = (place: number, depth: number): TreeNode => {
    used++;
    if (isLeaf(place)) return { values: valuesAt(trees[place], ids[place]), ...coverOf(place) };
    if (depth > deepest) throw damaged(`tree ${trees[place]} has more than ${deepest} branches in a row`);
    const mode = own(modes, kinds[place]);
    if (!mode) throw damaged(`nodes_modes has ${JSON.stringify(kinds[place]).slice(0, 40)}`);
    const feature = columns[place];
    if (!(feature >= 0 && feature < (features ?? Infinity)))
      throw damaged(`nodes_featureids has ${feature}, of ${features ?? 'the'} columns`);
    const [whenTrue, whenFalse] = ends(place).map((end) => built(end, depth + 1));
    const branch = { feature, mode, threshold: thresholds[place], missingIsTrue: tracks[place] !== 0 };
    return { ...branch, ...coverOf(place), whenTrue, whenFalse };
  };
  const roots = ids.map((_, place) => place).filter((place) => !reached.has(place));
  const count = new Set(trees).size;
  const isOneEach = new Set(roots.map((place) => trees[place])).size === count && roots.length === count;
  if (!isOneEach || count === 0) throw damaged(`${roots.length} nodes have no branch to them, of ${count} trees`);
  const nodes = roots.map((place) => built(place, 1));
  if (used < ids.length) throw damaged(`${ids.length - used} nodes lead to one another in a circle`);
  return nodes;
}

/**
 * How many samples came to each node, if the hit rates of a file say that: a branch has as many as its ends together. Exporters of scikit-learn write a 1 everywhere,
 * which says nothing.
 */
function coversOf(
  hits: readonly number[],
  endsOf: (place: number) => readonly [number, number] | undefined,
): (place: number) => Pick<TreeNode, 'cover'> {
  const addUp = hits.every((cover, place) => {
    const ends = endsOf(place);
    return cover >= 0 && (!ends || Math.abs(cover - hits[ends[0]] - hits[ends[1]]) <= 1e-3 * cover);
  });
  const hasBranches = hits.some((_, place) => endsOf(place));
  return hasBranches && addUp ? (place) => ({ cover: hits[place] }) : () => ({});
}
