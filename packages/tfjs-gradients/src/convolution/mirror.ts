import { clone, gather, reshape, type Tensor, tensor1d } from '@tensorflow/tfjs-core';

/** The kernel [height, width, in, out] upside down and left to right; by `gather`, as `reverse` is slow on wasm. */
export function mirror(kernel: Tensor): Tensor {
  const [height, width, inputs, outputs] = kernel.shape;
  const cells = height * width;
  if (cells === 1) {
    return clone(kernel);
  }
  const backwards = Int32Array.from({ length: cells }, (_, index) => cells - 1 - index);
  return reshape(gather(reshape(kernel, [cells, inputs * outputs]), tensor1d(backwards, 'int32')), kernel.shape);
}
