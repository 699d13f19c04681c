import { sizeOf } from '../graph/size-of';
import { type Axis, arrange } from '../known/arrange';
import { elementsOf, type Strided, whole } from '../known/strided';

/** The next multiple of a block. */
export function padded(channels: number, block: number): number {
  return Math.ceil(channels / block) * block;
}

/** How onnxruntime lays out the kernel of a convolution of blocked channels. */
export interface KernelLayout {
  readonly block: number;
  /** Whether the channels of the input are blocked in the kernel, too; not for a depthwise convolution, nor for an image of few channels. */
  readonly blocksInput: boolean;
}

/** The shape of the kernel with its channels filled up. */
export function blockedKernelShape([out, into, ...rest]: readonly number[], { block, blocksInput }: KernelLayout) {
  return [padded(out, block), blocksInput ? padded(into, block) : into, ...rest];
}

/**
 * A kernel `[out, in, height, width]` as `[out / block, in, height, width, block]`, or, with its inputs blocked, as
 * `[out / block, in / block, height, width, block of in, block of out]`, filled up with zeros.
 */
export function blockedKernel(kernel: Strided, layout: KernelLayout): Strided {
  const { block, blocksInput } = layout;
  const shape = kernel.axes.map(({ length }) => length);
  const full = blockedKernelShape(shape, layout);
  const { axes, ...elements } =
    String(full) === String(shape) ? kernel : whole(filledUp(elementsOf(kernel), shape, full), full);
  const [out, into, ...space] = axes;
  const blocks = (axis: Axis) => ({ ...scaledSteps(axis, block), length: axis.length / block });
  const within = (axis: Axis) => ({ ...axis, length: block });
  return {
    ...elements,
    axes: blocksInput
      ? [blocks(out), blocks(into), ...space, within(into), within(out)]
      : [blocks(out), into, ...space, within(out)],
  };
}

function scaledSteps({ length, step, factorStep = 0 }: Axis, by: number): Axis {
  return { length, step: step * by, factorStep: factorStep * by };
}

/** Numbers, one a channel, filled up with zeros. */
export function blockedNumbers(numbers: Float32Array, block: number): Float32Array {
  const result = new Float32Array(padded(numbers.length, block));
  result.set(numbers);
  return result;
}

/** An image `[batch, channels, height, width]` as `[batch, channels / block, height, width, block]`; the channels fill their blocks. */
export function blockedImage(image: Float32Array, shape: readonly number[], block: number): Float32Array {
  const [batch, channels, ...space] = shape;
  const area = sizeOf(space);
  return arrange(image, [
    { length: batch, step: channels * area },
    { length: channels / block, step: block * area },
    { length: area, step: 1 },
    { length: block, step: area },
  ]);
}

function filledUp(kernel: Float32Array, [out, into, ...rest]: readonly number[], full: readonly number[]) {
  const result = new Float32Array(sizeOf(full));
  const area = sizeOf(rest);
  for (let row = 0; row < out; row++) {
    result.set(kernel.subarray(row * into * area, (row + 1) * into * area), row * full[1] * area);
  }
  return result;
}
