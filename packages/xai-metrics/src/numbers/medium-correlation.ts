/**
 * From here on a rank correlation is no small one any more, by convention. Sanity checks have no limit in their papers: methods that look at what was learnt are around 0, those that
 * do not are well above this.
 *
 * @see J. Cohen: Statistical Power Analysis for the Behavioral Sciences (1988)
 *
 * @example
 * ```ts
 * spearman([1, 2, 3, 4], [2, 1, 4, 3]) > MEDIUM_CORRELATION; // => true
 * ```
 */
export const MEDIUM_CORRELATION = 0.3;
