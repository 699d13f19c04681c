import { broadcastTo, cast, type Tensor, tidy } from '@tensorflow/tfjs-core';
import { type Model, ShapeError, sizeOf } from 'xai-base';
import { AblationAnalyzer, type Regions } from './ablation-analyzer';

/**
 * Hides one feature after the other, or one group of features, and sees by how much the selected output falls. Every
 * element of a group gets the whole difference.
 *
 * Hidden elements take the values of `inputRef` in the options of `analyze`, or 0. `val` has the input's shape.
 *
 * @see J. Li, W. Monroe, D. Jurafsky: Understanding Neural Networks through Representation Erasure (2016)
 *
 * @example
 * ```ts
 * const model = (x: tf.Tensor) => tf.sum(tf.square(x), 1, true);
 * (await analyze(tf.tensor2d([[1, 2, 3]]), new FeatureAblation(model, tf.tensor1d([0, 0, 1])))).val; // => [[5, 5, 9]]
 * ```
 */
export class FeatureAblation extends AblationAnalyzer {
  readonly name = 'FeatureAblation';

  /**
   * @param model any model
   * @param groups a number for each element of a sample: equal ones are hidden together. In the shape of a sample, or
   * with axes of length 1 along which elements are treated alike; each element on its own by default. It stays the caller's.
   */
  constructor(
    model: Model,
    private readonly groups?: Tensor,
  ) {
    super(model);
  }

  protected async regions(sample: readonly number[]): Promise<Regions> {
    if (!this.groups) {
      const count = sizeOf(sample);
      return { count, elements: (region) => [region] };
    }
    const members = new Map<number, number[]>();
    (await this.groupOfEach(this.groups, sample)).forEach((group, element) => {
      const known = members.get(group);
      if (known) known.push(element);
      else members.set(group, [element]);
    });
    const regions = [...members.values()];
    return { count: regions.length, elements: (region) => regions[region] };
  }

  /** @throws {ShapeError} when the groups do not fit a sample */
  private async groupOfEach(groups: Tensor, sample: readonly number[]): Promise<Float32Array> {
    const fits =
      groups.rank === sample.length && groups.shape.every((length, axis) => [1, sample[axis]].includes(length));
    if (!fits) {
      const expected = `the shape of a sample, [${sample}], or 1 in the place of an axis`;
      throw new ShapeError(`groups has shape [${groups.shape}]; expected ${expected}.`, {
        argument: 'groups',
        value: groups.shape,
        expected,
      });
    }
    const each = tidy(() => broadcastTo(cast(groups, 'float32'), [...sample]));
    try {
      return (await each.data()) as Float32Array;
    } finally {
      each.dispose();
    }
  }
}
