import type { TreeEnsemble } from 'xai-base';
import { treeWeight } from './expected-scores';
import type { Hidden } from './hidden';
import { LeafGame } from './leaf-game';
import { addInteractionsOfLeaf, addShapleyOfLeaf } from './shapley-of-leaf';
import { decide, pathsOf } from './tree-paths';

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
  readonly sample: ArrayLike<number>;
  /** Weights `[outputs]` of the raw scores. */
  readonly target: ArrayLike<number>;
  /** Ways of hiding features, the values of which are averaged. */
  readonly hidings: readonly Hidden[];
  readonly interactions: boolean;
}

/**
 * The Shapley values of a sample's features, and what pairs of them add together: half of the interaction index to each of both, and to the diagonal what
 * is left of a feature's value.
 *
 * @param turn awaited between two trees
 */
export async function shapleyValues(task: Task, turn: () => Promise<void>): Promise<Found> {
  const { ensemble, sample, target, hidings } = task;
  const features = sample.length;
  const values = new Float64Array(features);
  const pairs = task.interactions ? new Float64Array(features * features) : undefined;
  const weight = treeWeight(ensemble) / hidings.length;
  for (const tree of pathsOf(ensemble)) {
    const { paths } = tree;
    const decisions = new Uint8Array(tree.features.length);
    decide(tree, sample, decisions);
    const game = new LeafGame(tree.longest);
    for (const hidden of hidings) {
      await turn();
      const shares = hidden(tree);
      for (let leaf = 0; leaf < paths.length; leaf++) {
        if (!game.enter(paths[leaf], decisions, shares)) continue;
        const value = weight * dot(paths[leaf].values, target);
        addShapleyOfLeaf(game, value, values);
        if (pairs) addInteractionsOfLeaf(game, value, pairs, features);
      }
    }
  }
  return { values, interactions: pairs && withDiagonal(pairs, values) };
}

function dot(values: readonly number[], weights: ArrayLike<number>): number {
  let sum = 0;
  for (let output = 0; output < values.length; output++) sum += values[output] * weights[output];
  return sum;
}

function withDiagonal(pairs: Float64Array, values: Float64Array): Float64Array {
  const features = values.length;
  for (let row = 0; row < features; row++) {
    const others = pairs.subarray(row * features, (row + 1) * features).reduce((sum, one) => sum + one, 0);
    pairs[row * features + row] = values[row] - others;
  }
  return pairs;
}
