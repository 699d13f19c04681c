import { goesTrue, isLeaf, rawScores, type TreeEnsemble, type TreeNode } from 'xai-base';

/** The value of a coalition: bit i of the number is feature i. */
export type CoalitionValue = (coalition: number) => number;

const has = (coalition: number, feature: number): boolean => ((coalition >> feature) & 1) === 1;
const sizeOf = (coalition: number): number => coalition.toString(2).split('1').length - 1;
const factorial = (n: number): number => (n < 2 ? 1 : n * factorial(n - 1));

/** The mean score over the background, with hidden features taken from it. */
export function interventional(
  ensemble: TreeEnsemble,
  sample: number[],
  background: number[][],
  output: number,
): CoalitionValue {
  const one = (coalition: number, reference: number[]): number =>
    rawScores(
      ensemble,
      sample.map((value, feature) => (has(coalition, feature) ? value : reference[feature])),
    )[output];
  return (coalition) => background.reduce((sum, reference) => sum + one(coalition, reference), 0) / background.length;
}

/** The score where a branch on a hidden feature is followed both ways, by the covers of its ends. */
export function pathDependent(ensemble: TreeEnsemble, sample: number[], output: number): CoalitionValue {
  const follow = (node: TreeNode, coalition: number): number => {
    if (isLeaf(node)) return node.values[output];
    const { whenTrue, whenFalse, feature } = node;
    if (has(coalition, feature)) return follow(goesTrue(node, sample[feature]) ? whenTrue : whenFalse, coalition);
    const [yes, no] = [whenTrue.cover as number, whenFalse.cover as number];
    const part = yes + no === 0 ? 0.5 : yes / (yes + no);
    return part * follow(whenTrue, coalition) + (1 - part) * follow(whenFalse, coalition);
  };
  const scale = ensemble.aggregate === 'average' ? 1 / ensemble.trees.length : 1;
  return (coalition) =>
    ensemble.trees.reduce((sum, tree) => sum + scale * follow(tree, coalition), ensemble.baseValues[output]);
}

/** Shapley values by their definition: the weighted sum over all coalitions. */
export function shapley(value: CoalitionValue, features: number): number[] {
  return Array.from({ length: features }, (_, feature) => {
    let sum = 0;
    for (let coalition = 0; coalition < 2 ** features; coalition++) {
      if (has(coalition, feature)) continue;
      const size = sizeOf(coalition);
      const weight = (factorial(size) * factorial(features - size - 1)) / factorial(features);
      sum += weight * (value(coalition | (1 << feature)) - value(coalition));
    }
    return sum;
  });
}

/** Half of the Shapley interaction index of two features, by its definition. */
export function interaction(value: CoalitionValue, features: number, one: number, two: number): number {
  const [first, second] = [1 << one, 1 << two];
  let sum = 0;
  for (let coalition = 0; coalition < 2 ** features; coalition++) {
    if (has(coalition, one) || has(coalition, two)) continue;
    const size = sizeOf(coalition);
    const weight = (factorial(size) * factorial(features - size - 2)) / (2 * factorial(features - 1));
    const both = value(coalition | first | second) - value(coalition | first) - value(coalition | second);
    sum += weight * (both + value(coalition));
  }
  return sum;
}
