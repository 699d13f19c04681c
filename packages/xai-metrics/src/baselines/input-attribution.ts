import { BaselineAttribution } from './baseline-attribution';

/**
 * The sample itself as its explanation. A method that is no better than this shows what is there, not what matters.
 *
 * @example
 * ```ts
 * (await analyze(tf.tensor2d([[3, 1]]), new InputAttribution())).val; // => [[3, 1]]
 * ```
 */
export class InputAttribution extends BaselineAttribution {
  readonly name = 'InputAttribution';

  protected attribute(sample: ArrayLike<number>): ArrayLike<number> {
    return sample;
  }
}
