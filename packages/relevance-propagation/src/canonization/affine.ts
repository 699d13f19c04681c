import type { Tensor } from '@tensorflow/tfjs-core';

/** What batch normalization does in inference: scale * x + shift, for each channel. */
export interface Affine {
  /** `[channels]` */
  readonly scale: Tensor;
  /** `[channels]` */
  readonly shift: Tensor;
}

/** The parameters of a linear layer that an affine map can be fused into. */
export interface LinearParameters {
  /** The kernel; of a separable convolution the depthwise one, with the pointwise one behind it. */
  readonly kernels: readonly Tensor[];
  /** The bias, `[channels]`, zeros where the layer has none. */
  readonly bias: Tensor;
}
