import { slice, type Tensor } from '@tensorflow/tfjs-core';
import { ShapeError } from '../errors';
import type { OutputSelector } from './output-selector';

/**
 * Selects by a mask that is already there. Augmentations use it to select on the clean input and to keep that
 * selection for every augmented sample. The mask stays the caller's.
 *
 * @throws {ShapeError} from `select`, when the output has another shape
 *
 * @example
 * ```ts
 * new MaskSelector(tf.tensor2d([[0, 1]])).select(tf.zeros([1, 2])); // => [[0, 1]]
 * ```
 */
export class MaskSelector implements OutputSelector {
  constructor(
    readonly mask: Tensor,
    private readonly begin = 0,
    private readonly size = mask.shape[0],
  ) {}

  /** The mask itself, a new tensor. */
  toMask(): Tensor {
    return slice(this.mask, this.begin, this.size);
  }

  select(output: Tensor): Tensor {
    const shape = [this.size, ...this.mask.shape.slice(1)];
    if (String(shape) === String(output.shape)) return this.toMask();
    throw new ShapeError(
      `The selection mask has shape [${shape}], the model's output [${output.shape}]; expected the same.`,
      {
        argument: 'mask',
        value: shape,
        expected: `[${output.shape}]`,
      },
    );
  }

  slice(begin: number, size: number): MaskSelector {
    return new MaskSelector(this.mask, this.begin + begin, size);
  }
}

/** Whether a selector's mask is known before the output is. */
export function isMaskSelector(selector: OutputSelector): selector is MaskSelector {
  return typeof (selector as Partial<MaskSelector>).toMask === 'function';
}
