import type { TreeEnsemble } from 'xai-base';
import { addInteractionsOfTree } from './interactions-of-tree';
import { addShapleyOfTree } from './shapley-of-tree';
import { layoutsOf } from './tree-layout';
import type { Walk } from './walk';

/** What is found of one sample, in float64. */
export interface Found {
  /** `[features]` */
  readonly values: Float64Array;
  /** `[features * features]`, row by row; where they are asked for. */
  readonly interactions?: Float64Array;
}

/** The task: one sample, and what is explained of it. */
export interface Task {
  readonly ensemble: TreeEnsemble;
  /** The room for the ensemble's trees, which tasks that follow one another share. */
  readonly walk: Walk;
  readonly sample: ArrayLike<number>;
  /** What each leaf of each tree gives, of what is explained, and a 0 behind those of a tree. */
  readonly given: readonly Float64Array[];
  /** The samples that hidden features are taken from, over which values are averaged; one that is undefined stands for the training samples. */
  readonly references: readonly (ArrayLike<number> | undefined)[];
  readonly interactions: boolean;
}

/** How many branches are followed, at a point each, until others may have their turn: some tenths of a millisecond. */
const longestTurn = 20_000;

/**
 * The Shapley values of a sample's features, and what pairs of them add together: half of the interaction index to each of both, and to the diagonal what
 * is left of a feature's value.
 *
 * @param turn awaited now and then
 */
export async function shapleyValues(task: Task, turn: () => Promise<void>): Promise<Found> {
  const { ensemble, walk, sample, given, references } = task;
  const features = sample.length;
  const values = new Float64Array(features);
  const pairs = task.interactions ? new Float64Array(features * features) : undefined;
  let followed = 0;
  for (const [index, tree] of layoutsOf(ensemble).entries()) {
    const leaves = given[index];
    for (const reference of references) {
      walk.enter(tree, leaves, sample, reference);
      for (let first = 0; first < tree.rule.points.length; first += 3) {
        walk.follow(tree, first);
        addShapleyOfTree(walk, tree, leaves, first, values);
        if (pairs) addInteractionsOfTree(walk, tree, leaves, first, pairs);
      }
      followed += (walk.count + walk.lastCount) * tree.rule.points.length;
      if (followed < longestTurn) continue;
      followed = 0;
      await turn();
    }
  }
  return { values, interactions: pairs && withDiagonal(pairs, values) };
}

function withDiagonal(pairs: Float64Array, values: Float64Array): Float64Array {
  const features = values.length;
  for (let row = 0; row < features; row++) {
    const others = pairs.subarray(row * features, (row + 1) * features).reduce((sum, one) => sum + one, 0);
    pairs[row * features + row] = values[row] - others;
  }
  return pairs;
}
