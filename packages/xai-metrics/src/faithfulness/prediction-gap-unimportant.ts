import { PredictionGap, type PredictionGapSettings } from './shared/prediction-gap';

/**
 * PGU: by how much the explained output changes, on average, when noise is added to all features but the k of largest magnitude. `noise` in the task,
 * `[batch, draws, ...]`, is taken in the place of drawn noise.
 *
 * @see C. Agarwal et al.: OpenXAI: Towards a Transparent Evaluation of Model Explanations (2022)
 *
 * @example
 * ```ts
 * const model = (x: tf.Tensor) => tf.sum(x, 1, true);
 * const task = { model, input: tf.tensor2d([[3, 1]]), attribution: tf.tensor2d([[3, 1]]), target: 0 };
 * (await new PredictionGapUnimportant({ k: 1 }).evaluate({ ...task, noise: tf.tensor3d([[[2, 5]]]) })).scores; // => [5]
 * ```
 */
export class PredictionGapUnimportant extends PredictionGap {
  readonly name: string = 'PredictionGapUnimportant';
  readonly better = 'low';
  protected readonly changed = 'unimportant';

  /** @throws {ValueError} for a setting that does not exist, or a count or deviation that is none */
  constructor(settings: PredictionGapSettings = {}) {
    super(settings, 'PredictionGapUnimportant');
  }
}
