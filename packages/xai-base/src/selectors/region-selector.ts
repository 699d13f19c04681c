import { cast, reshape, slice, Tensor, tile } from '@tensorflow/tfjs-core';
import { ShapeError } from '../errors';
import { wrongValue } from '../messages/wrong-value';
import { withoutOnes } from '../models/check-output';
import type { OutputSelector } from './output-selector';

/**
 * Selects a weighted sum over an output of any rank: what is explained is `sum(mask * output)`. A mask of ones on the pixels of an object asks
 * what speaks for that object. The mask stays the caller's, and must live as long as the analysis.
 *
 * @throws {ValueError} for anything but a tensor
 * @throws {ShapeError} from `select`, for a mask that has neither the output's shape nor that of one sample
 *
 * @example
 * ```ts
 * new RegionSelector(tf.tensor2d([[1, 0], [0.5, 0]])).select(tf.zeros([1, 2, 2])); // => [[[1, 0], [0.5, 0]]]
 * ```
 */
export class RegionSelector implements OutputSelector {
  readonly byShape = true;

  /** @param mask weights: of the output's shape, or of one sample's output, for all samples; axes of length 1 may be left out */
  constructor(
    readonly mask: Tensor,
    private readonly samples?: { readonly begin: number; readonly size: number },
  ) {
    if (mask instanceof Tensor) return;
    const expected = "a tensor of weights of the output's shape, with or without its batch";
    throw wrongValue('mask', mask, expected);
  }

  select(output: Tensor): Tensor {
    const [batch, ...sample] = output.shape;
    const weights = cast(this.mask, 'float32');
    const fits = (shape: readonly number[]) => String(withoutOnes(shape)) === String(withoutOnes(sample));
    const [rows, ...rest] = weights.shape;
    const { begin, size } = this.samples ?? { begin: 0, size: rows };
    if (weights.rank > 0 && size === batch && begin + size <= rows && fits(rest)) {
      return reshape(slice(weights, begin, size), output.shape);
    }
    if (fits(weights.shape)) return tile(reshape(weights, [1, ...sample]), [batch, ...sample.map(() => 1)]);
    const expected = `a mask of shape [${sample.join(', ')}], or [${output.shape.join(', ')}] with a row a sample`;
    const message = `The mask has shape [${this.mask.shape.join(', ')}]; expected ${expected}.`;
    throw new ShapeError(message, { argument: 'mask', value: this.mask.shape, expected });
  }

  slice(begin: number, size: number): RegionSelector {
    return new RegionSelector(this.mask, { begin: (this.samples?.begin ?? 0) + begin, size });
  }
}
