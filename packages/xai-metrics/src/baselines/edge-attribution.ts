import { sizeOf } from 'xai-base';
import { BaselineAttribution } from './baseline-attribution';

/**
 * Edges as an explanation: how fast a sample changes from position to position, channel by channel, by the central differences along all axes but the
 * channels' (smoothed across, in images, as Sobel has it). A method that is no better than this finds outlines, not what matters.
 *
 * @see J. Adebayo et al.: Sanity Checks for Saliency Maps (2018)
 *
 * @example
 * ```ts
 * const step = tf.tensor([0, 0, 1, 1], [1, 4, 1]); // a series
 * (await analyze(step, new EdgeAttribution())).val; // => [[[0], [1], [1], [0]]]
 * ```
 */
export class EdgeAttribution extends BaselineAttribution {
  readonly name = 'EdgeAttribution';

  protected attribute(sample: ArrayLike<number>, shape: readonly number[]): ArrayLike<number> {
    const axes = shape.length > 1 ? shape.length - 1 : 1;
    const squares = new Float64Array(sample.length);
    for (let axis = 0; axis < axes; axis++) {
      let values: ArrayLike<number> = alongAxis(sample, shape, axis, (before, _, after) => after - before);
      for (let other = 0; other < axes; other++)
        if (other !== axis) values = alongAxis(values, shape, other, (a, b, c) => a + 2 * b + c);
      for (let k = 0; k < squares.length; k++) squares[k] += values[k] ** 2;
    }
    return squares.map(Math.sqrt);
  }
}

/** Combines each value with those before and after it along an axis; beyond the ends the last ones go on. */
function alongAxis(
  values: ArrayLike<number>,
  shape: readonly number[],
  axis: number,
  combine: (before: number, value: number, after: number) => number,
): Float64Array {
  const stride = sizeOf(shape.slice(axis + 1));
  const last = shape[axis] - 1;
  return Float64Array.from({ length: values.length }, (_, index) => {
    const place = Math.floor(index / stride) % shape[axis];
    const before = values[index - (place > 0 ? stride : 0)];
    return combine(before, values[index], values[index + (place < last ? stride : 0)]);
  });
}
