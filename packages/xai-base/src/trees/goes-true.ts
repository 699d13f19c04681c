import type { BranchMode, TreeBranch } from './tree-ensemble';

const comparisons: Readonly<Record<BranchMode, (value: number, threshold: number) => boolean>> = {
  '<=': (value, threshold) => value <= threshold,
  '<': (value, threshold) => value < threshold,
  '>=': (value, threshold) => value >= threshold,
  '>': (value, threshold) => value > threshold,
  '==': (value, threshold) => value === threshold,
  '!=': (value, threshold) => value !== threshold,
};

/**
 * Whether a branch sends a value to its `whenTrue`.
 *
 * @param value of the branch's feature; NaN when it is missing
 *
 * @example
 * ```ts
 * const leaf = { values: [0] };
 * const branch = { feature: 0, mode: '<=', threshold: 2, missingIsTrue: true, whenTrue: leaf, whenFalse: leaf } as const;
 * [1, 3, Number.NaN].map((value) => goesTrue(branch, value)); // => [true, false, true]
 * ```
 */
export function goesTrue({ mode, threshold, missingIsTrue }: TreeBranch, value: number): boolean {
  return comparisons[mode](value, threshold) || (missingIsTrue && Number.isNaN(value));
}
