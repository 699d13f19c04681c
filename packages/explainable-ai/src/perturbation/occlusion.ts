import { checkKeys, type Model, ShapeError, sizeOf, wrongValue } from 'xai-base';
import { AblationAnalyzer, type Regions } from './ablation-analyzer';

/** Options of {@link Occlusion}. */
export interface OcclusionOptions {
  /** How far the window moves along each axis of a sample; its own size by default. */
  strides?: readonly number[];
}

/**
 * Slides a window over the input that hides what is below it, and sees by how much the selected output falls. Each
 * element gets the mean over the windows that cover it. Along each axis the windows start at 0, s, 2s, ...
 * until the end is covered; what hangs over the end is cut off.
 *
 * Hidden elements take the values of `inputRef` in the options of `analyze`, or 0. `val` has the input's shape.
 *
 * @see M. D. Zeiler, R. Fergus: Visualizing and Understanding Convolutional Networks (2014)
 *
 * @example
 * ```ts
 * const model = (x: tf.Tensor) => tf.sum(tf.square(x), 1, true);
 * (await analyze(tf.tensor2d([[1, 2, 3]]), new Occlusion(model, [2], { strides: [1] }))).val; // => [[5, 9, 13]]
 * ```
 */
export class Occlusion extends AblationAnalyzer {
  readonly name = 'Occlusion';

  /**
   * @param model any model
   * @param window the window's size along each axis of a sample, such as `[15, 15, 3]` for images of 3 channels
   * @throws {ValueError} for sizes or strides that are no integers of at least 1
   */
  constructor(
    model: Model,
    readonly window: readonly number[],
    private readonly options: OcclusionOptions = {},
  ) {
    super(model);
    checkKeys(options, ['strides'], 'Occlusion');
    checkLengths('window', window);
    if (options.strides) checkLengths('strides', options.strides);
  }

  protected regions(sample: readonly number[]): Regions {
    const { window } = this;
    const strides = this.options.strides ?? window;
    if (window.length !== sample.length || strides.length !== sample.length) {
      const expected = `${sample.length} numbers each, one for each axis of a sample [${sample}]`;
      throw new ShapeError(`window is [${window}], strides are [${strides}]; expected ${expected}.`, {
        argument: 'window',
        value: window,
        expected,
      });
    }
    const positions = sample.map((length, axis) => Math.max(0, Math.ceil((length - window[axis]) / strides[axis])) + 1);
    return {
      count: sizeOf(positions),
      elements(region) {
        const starts = coordinates(region, positions).map((position, axis) => position * strides[axis]);
        return box(
          starts,
          starts.map((start, axis) => Math.min(start + window[axis], sample[axis])),
          sample,
        );
      },
    };
  }
}

function checkLengths(argument: string, value: readonly number[]): void {
  if (Array.isArray(value) && value.every((length) => Number.isSafeInteger(length) && length >= 1)) return;
  const expected = 'an array of integers of at least 1';
  throw wrongValue(argument, value, expected);
}

/** The coordinates of a flat index. */
function coordinates(index: number, shape: readonly number[]): number[] {
  const result = new Array<number>(shape.length);
  let rest = index;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    result[axis] = rest % shape[axis];
    rest = Math.floor(rest / shape[axis]);
  }
  return result;
}

/** The flat indices of a box in a sample. */
function* box(
  starts: readonly number[],
  ends: readonly number[],
  shape: readonly number[],
  axis = 0,
  base = 0,
): Generator<number> {
  for (let at = starts[axis]; at < ends[axis]; at++) {
    const index = base * shape[axis] + at;
    if (axis === shape.length - 1) yield index;
    else yield* box(starts, ends, shape, axis + 1, index);
  }
}
