import { sizeOf } from '../graph/value';
import { arrange, stepsOf } from '../known/arrange';

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
export function blockedKernel(kernel: Float32Array, shape: readonly number[], layout: KernelLayout): Float32Array {
  const { block, blocksInput } = layout;
  const full = blockedKernelShape(shape, layout);
  const source = String(full) === String(shape) ? kernel : filledUp(kernel, shape, full);
  const [out, into, height, width] = full;
  const [outStep, inStep, rowStep, step] = stepsOf(full);
  const blocks = (length: number, by: number) => ({ length: length / block, step: by * block });
  const space = [
    { length: height, step: rowStep },
    { length: width, step },
  ];
  const within = (by: number) => ({ length: block, step: by });
  return arrange(
    source,
    blocksInput
      ? [blocks(out, outStep), blocks(into, inStep), ...space, within(inStep), within(outStep)]
      : [blocks(out, outStep), { length: into, step: inStep }, ...space, within(outStep)],
  );
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
