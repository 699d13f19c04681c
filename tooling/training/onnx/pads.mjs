import { ints } from 'onnx-format';

/** How many zeros a convolution or pooling adds before and after each axis, as ONNX lists them: all befores, then all afters. */
export function padsOf({ input, padding, strides, dilationRate = [1, 1] }, window) {
  const missing = window.map((size, axis) => {
    if (padding !== 'same') return 0;
    const length = input.shape[axis + 1];
    const covered = (Math.ceil(length / strides[axis]) - 1) * strides[axis] + (size - 1) * dilationRate[axis] + 1;
    return Math.max(covered - length, 0);
  });
  return ints([...missing.map((count) => Math.floor(count / 2)), ...missing.map((count) => Math.ceil(count / 2))]);
}
