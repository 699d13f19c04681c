import { describeValue, ValueError } from 'xai-base';
import { type Context, type Drawing, isTransform, type Transform } from './transforms/transform';

/**
 * Transforms one after another; itself a transform, so that pipelines nest.
 *
 * @example
 * ```ts
 * const pipeline = new Pipeline(new SumReduction(), new PercentileClip(), new CenteredColormap('seismic'));
 * const images = await heatmap(tf.ones([2, 5, 5, 3]), { pipeline });
 * images.length; // => 2
 * ```
 */
export class Pipeline implements Transform {
  readonly transforms: readonly Transform[];

  /** @throws {ValueError} for anything without a method `apply` */
  constructor(...transforms: Transform[]) {
    const wrong = transforms.findIndex((transform) => !isTransform(transform));
    if (wrong >= 0) {
      const expected = 'an object with a method apply, such as new SumReduction()';
      throw new ValueError(
        `Transform ${wrong} of the pipeline is ${describeValue(transforms[wrong])}; expected ${expected}.`,
        {
          argument: 'transforms',
          value: transforms[wrong],
          expected,
        },
      );
    }
    this.transforms = transforms;
  }

  apply(drawing: Drawing, context: Context): Drawing {
    return this.transforms.reduce((latest, transform) => transform.apply(latest, context), drawing);
  }
}
