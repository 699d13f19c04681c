import type { RecordedValue } from 'tfjs-gradients';

/**
 * What an operation is for relevance, whatever an exporter calls it:
 *
 * - `linear`: in its live values, such as sums, movements and products with constants;
 * - `selection`: passes on one of several elements;
 * - `activation`: a function f of a value x, element by element, be it spelt in one operation or in many; `of` is x. Where it is spelt as a product with x,
 *   or with a multiple of x, f(x) / x is the product of the values in `quotient`;
 * - `statistic`: a normalization; the inputs named in `held` are its statistics;
 * - `bilinear`: a product of two live values, such as queries with keys, or a value with its gate; `isRecurrent` says that the gate is one of a recurrent cell;
 * - `softmax`: along an axis, also where it is spelt out;
 * - `unknown`: none of these.
 */
export type Verdict =
  | { readonly kind: 'linear' | 'selection' | 'softmax' | 'unknown' }
  | { readonly kind: 'activation'; readonly of: RecordedValue; readonly quotient?: readonly RecordedValue[] }
  | { readonly kind: 'statistic'; readonly held: readonly string[] }
  | { readonly kind: 'bilinear'; readonly gates: readonly RecordedValue[]; readonly isRecurrent?: boolean };
