import type { Margin } from '../arithmetic/fit';

/** One spatial axis of a convolution or a pooling: input cell = output cell * stride + kernel cell * dilation - before. */
export interface WindowAxis {
  readonly input: number;
  readonly output: number;
  readonly kernel: number;
  readonly stride: number;
  readonly dilation: number;
  readonly before: number;
}

/**
 * How many input cells a window spans.
 *
 * @example
 * ```ts
 * extent({ kernel: 3, dilation: 2 }); // => 5
 * ```
 */
export function extent({ kernel, dilation }: Pick<WindowAxis, 'kernel' | 'dilation'>): number {
  return (kernel - 1) * dilation + 1;
}

/**
 * The margin of an output with `stride - 1` zeros after each cell under which the mirrored kernel leads back to the input.
 *
 * @example
 * ```ts
 * transposedMargin({ input: 5, output: 3, kernel: 3, stride: 1, dilation: 1, before: 0 }); // => [2, 2]
 * ```
 */
export function transposedMargin(axis: WindowAxis): Margin {
  const before = extent(axis) - 1 - axis.before;
  return [before, axis.input + extent(axis) - 1 - axis.output * axis.stride - before];
}
