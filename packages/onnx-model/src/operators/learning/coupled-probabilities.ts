import { addN, div, mul, neg, ones, square, stack, sub, sum, type Tensor, unstack } from '@tensorflow/tfjs-core';

/**
 * Probabilities of classes from those of their pairs: the `p` that has the least `sum over i and j of (r_ji p_i - r_ij p_j)^2` and sums up to 1. It solves
 * `Q q = 1`, `p = q / sum(q)`, which is eliminated step by step; onnxruntime comes within 0.005 / classes of it by repetition.
 *
 * @param ofFirst `[batch, pairs]`, the probability of the first of each pair
 * @returns `[batch, classes]`
 * @see T.-F. Wu, C.-J. Lin, R. C. Weng, Probability Estimates for Multi-class Classification by Pairwise Coupling, 2004
 */
export function coupledProbabilities(
  ofFirst: Tensor,
  pairs: readonly (readonly [number, number])[],
  classes: number,
): Tensor {
  const first = unstack(ofFirst, 1); // [batch] each
  if (classes === 2) return stack([first[0], sub(1, first[0])], 1);
  const ratio: Tensor[][] = Array.from({ length: classes }, () => []);
  pairs.forEach(([i, j], pair) => {
    ratio[i][j] = first[pair];
    ratio[j][i] = sub(1, first[pair]);
  });
  const indices = Array.from({ length: classes }, (_, index) => index);
  const rows = indices.map((i) => [
    ...indices.map((j) =>
      i === j
        ? addN(indices.filter((one) => one !== i).map((one) => square(ratio[one][i])))
        : neg(mul(ratio[j][i], ratio[i][j])),
    ),
    ones(first[0].shape) as Tensor,
  ]);
  for (const pivot of indices) {
    const scale = rows[pivot][pivot];
    rows[pivot] = rows[pivot].map((entry) => div(entry, scale));
    for (const other of indices.filter((one) => one !== pivot)) {
      const factor = rows[other][pivot];
      rows[other] = rows[other].map((entry, column) => sub(entry, mul(factor, rows[pivot][column])));
    }
  }
  const solution = stack(
    indices.map((i) => rows[i][classes]),
    1,
  );
  return div(solution, sum(solution, 1, true));
}
