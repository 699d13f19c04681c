import type { BranchMode, ScoreTransform, TreeEnsemble, TreeNode } from 'xai-base';
import type { OperatorNode } from '../operators/operator-node';
import { Unsupported } from '../operators/unsupported';
import { checkLengths, damaged, numbersOf } from './read-list';
import { ambiguous } from './read-scores';
import { deepest } from './read-trees';

const modes: readonly BranchMode[] = ['<=', '<', '>=', '>', '==', '!='];
const ofSet = 6; // a branch that asks whether its feature is one of several numbers
const aggregates: readonly TreeEnsemble['aggregate'][] = ['average', 'sum', 'min', 'max'];
const transforms: Readonly<Record<number, ScoreTransform>> = { 0: 'none', 3: 'softmax of what is not 0' };
const exchanged = [1, 2]; // softmax and logistic in the standard, logistic and softmax in onnxruntime

/**
 * The ensemble of a `TreeEnsemble`, the one operator for trees of the operator set 5 of ai.onnx.ml: its leaves lie in lists of their own, and a branch may
 * ask for one of several numbers, which becomes a chain of branches that ask for one each.
 *
 * @throws {Unsupported} for transforms and aggregates that are not known
 * @throws {OnnxFileError} for branches to what is not there, circles, and trees of more than 1000 branches in a row
 */
export function ensembleOfFive(node: OperatorNode, features: number | undefined): TreeEnsemble {
  const outputs = node.int('n_targets', 1);
  const aggregate = aggregates[node.int('aggregate_function', 1)];
  if (!aggregate) throw new Unsupported(`with aggregate_function ${node.int('aggregate_function', 1)}`);
  if (outputs > 1 && (aggregate === 'min' || aggregate === 'max'))
    throw ambiguous(`with the ${aggregate} of leaves of several targets`);
  const code = node.int('post_transform', 0);
  if (exchanged.includes(code)) throw ambiguous(`with post_transform ${code}`);
  const transform = transforms[code];
  if (!transform) throw new Unsupported(`with post_transform ${code}`);
  if (outputs === 1 && transform !== 'none') throw ambiguous('with a post_transform of one target');
  const roots = node.ints('tree_roots') ?? [];
  if (roots.length === 0) throw damaged('there are none');
  const trees = treesOf(node, roots, features, leavesOf(node, outputs));
  const baseValues = new Array<number>(outputs).fill(0);
  return { trees, outputs, ...(features !== undefined && { features }), baseValues, aggregate, transform };
}

function leavesOf(node: OperatorNode, outputs: number): TreeNode[] {
  const targets = node.ints('leaf_targetids') ?? [];
  const weights = numbersOf(node, 'leaf_weights');
  checkLengths({ leaf_weights: weights, leaf_targetids: targets });
  const outside = targets.find((id) => !(id >= 0 && id < outputs));
  if (outside !== undefined) throw damaged(`leaf_targetids has ${outside}, of ${outputs} outputs`);
  return weights.map((weight, leaf) => ({ values: new Array<number>(outputs).fill(0).with(targets[leaf], weight) }));
}

function treesOf(
  node: OperatorNode,
  roots: readonly number[],
  features: number | undefined,
  leaves: readonly TreeNode[],
): TreeNode[] {
  const kinds = numbersOf(node, 'nodes_modes');
  const columns = node.ints('nodes_featureids') ?? [];
  const splits = numbersOf(node, 'nodes_splits');
  const ends = (['true', 'false'] as const).map((end) => ({
    ids: node.ints(`nodes_${end}nodeids`) ?? [],
    areLeaves: node.ints(`nodes_${end}leafs`) ?? [],
  }));
  const missing = node.ints('nodes_missing_value_tracks_true') ?? [];
  const tracks = missing.length > 0 ? missing : new Array<number>(kinds.length).fill(0);
  checkLengths({
    ...{ nodes_modes: kinds, nodes_featureids: columns, nodes_splits: splits },
    ...{ nodes_truenodeids: ends[0].ids, nodes_falsenodeids: ends[1].ids },
    ...{ nodes_trueleafs: ends[0].areLeaves, nodes_falseleafs: ends[1].areLeaves },
    ...{ nodes_missing_value_tracks_true: tracks },
  });
  const sets = setsOf(node);
  const members = new Map<number, readonly number[]>();
  kinds.forEach((kind, place) => {
    if (kind === ofSet) members.set(place, sets[members.size] ?? []);
  });
  const built = new Map<number, TreeNode>();
  const build = (place: number, depth: number): TreeNode => {
    const before = built.get(place);
    if (before) return before;
    if (!(place >= 0 && place < kinds.length)) throw damaged(`there is no node ${place}, to which a branch leads`);
    if (depth > deepest) throw damaged(`a tree has more than ${deepest} branches in a row`);
    const feature = columns[place];
    if (!(feature >= 0 && feature < (features ?? Infinity)))
      throw damaged(`nodes_featureids has ${feature}, of ${features ?? 'the'} columns`);
    const [whenTrue, whenFalse] = ends.map(({ ids, areLeaves }) => {
      if (!areLeaves[place]) return build(ids[place], depth + 1);
      const leaf = leaves[ids[place]];
      if (!leaf) throw damaged(`there is no leaf ${ids[place]}, to which a branch leads`);
      return leaf;
    });
    const missingIsTrue = tracks[place] !== 0;
    const mode = modes[kinds[place]];
    if (!mode && kinds[place] !== ofSet) throw damaged(`nodes_modes has ${kinds[place]}`);
    const isOneOf = (value: number, otherwise: TreeNode): TreeNode => {
      return { feature, mode: '==', threshold: value, missingIsTrue, whenTrue, whenFalse: otherwise };
    };
    const node: TreeNode = mode
      ? { feature, mode, threshold: splits[place], missingIsTrue, whenTrue, whenFalse }
      : (members.get(place) ?? []).reduceRight<TreeNode>((rest, value) => isOneOf(value, rest), whenFalse);
    built.set(place, node);
    return node;
  };
  return roots.map((root) => build(root, 1));
}

/** The numbers that branches ask for: one list after another, each ended by NaN. */
function setsOf(node: OperatorNode): number[][] {
  const sets: number[][] = [[]];
  for (const value of numbersOf(node, 'membership_values')) {
    if (Number.isNaN(value)) sets.push([]);
    else sets[sets.length - 1].push(value);
  }
  return sets;
}
