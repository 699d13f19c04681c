import { add, matMul, mul, reshape, sum, type Tensor, tile } from '@tensorflow/tfjs-core';
import type { Affine, LinearParameters } from './affine';

/** How an affine map is fused into one kind of linear layer. */
export interface Fusion {
  /** The properties of the layer that hold its kernels. */
  readonly kernels: readonly string[];
  /** scale * (W x + b) + shift, as W' x + b'. */
  after(parameters: LinearParameters, affine: Affine): LinearParameters;
  /** W (scale * x + shift) + b, as W' x + b', where the padding of the layer does not interfere; undefined: never. */
  before?(parameters: LinearParameters, affine: Affine): LinearParameters;
}

/** Kernels `[..., in, out]`. */
const dense: Fusion = {
  kernels: ['kernel'],
  after: ({ kernels: [kernel], bias }, affine) => ({ kernels: [mul(kernel, affine.scale)], bias: apply(affine, bias) }),
  before({ kernels: [kernel], bias }, { scale, shift }) {
    const [inputs, outputs] = kernel.shape.slice(-2);
    const perInput = (x: Tensor) => reshape(repeatTo(x, inputs), [inputs, 1]);
    const constant = reshape(mul(kernel, perInput(shift)), [kernel.size / outputs, outputs]);
    return { kernels: [mul(kernel, perInput(scale))], bias: add(bias, sum(constant, 0)) };
  },
};

/** Kernels `[height, width, channels, multiplier]`. */
const depthwise: Fusion = {
  kernels: ['depthwiseKernel'],
  after({ kernels: [kernel], bias }, affine) {
    const [channels, multiplier] = kernel.shape.slice(-2);
    return {
      kernels: [mul(kernel, reshape(affine.scale, [channels, multiplier]))],
      bias: apply(affine, bias),
    };
  },
  before({ kernels: [kernel], bias }, { scale, shift }) {
    const channels = kernel.shape[2] as number;
    const constant = sum(mul(kernel, reshape(shift, [channels, 1])), [0, 1]);
    return {
      kernels: [mul(kernel, reshape(scale, [channels, 1]))],
      bias: add(bias, reshape(constant, bias.shape)),
    };
  },
};

/** A depthwise kernel, then a pointwise one `[1, 1, in, out]`. */
const separable: Fusion = {
  kernels: ['depthwiseKernel', 'pointwiseKernel'],
  after: ({ kernels: [first, pointwise], bias }, affine) => ({
    kernels: [first, mul(pointwise, affine.scale)],
    bias: apply(affine, bias),
  }),
  before({ kernels: [first, pointwise], bias }, { scale, shift }) {
    const [channels, multiplier] = first.shape.slice(-2);
    const inner = reshape(sum(mul(first, reshape(shift, [channels, 1])), [0, 1]), [1, channels * multiplier]);
    const [inputs, outputs] = pointwise.shape.slice(-2);
    const constant = matMul(inner, reshape(pointwise, [inputs, outputs]));
    return {
      kernels: [mul(first, reshape(scale, [channels, 1])), pointwise],
      bias: add(bias, reshape(constant, bias.shape)),
    };
  },
};

/** Kernels `[height, width, out, in]`; a shift before it would not be the same at the borders. */
const transposed: Fusion = {
  kernels: ['kernel'],
  after({ kernels: [kernel], bias }, affine) {
    const outputs = affine.scale.size;
    return { kernels: [mul(kernel, reshape(affine.scale, [outputs, 1]))], bias: apply(affine, bias) };
  },
};

/** The fusion of each class of layers that has one. */
export const fusions: Readonly<Record<string, Fusion | undefined>> = {
  Dense: dense,
  Conv1D: dense,
  Conv2D: dense,
  Conv3D: dense,
  DepthwiseConv2D: depthwise,
  SeparableConv2D: separable,
  Conv2DTranspose: transposed,
};

function apply({ scale, shift }: Affine, bias: Tensor): Tensor {
  return add(mul(bias, scale), shift);
}

/** Numbers a channel, repeated for the inputs of a dense layer behind `Flatten`. */
function repeatTo(perChannel: Tensor, inputs: number): Tensor {
  return tile(perChannel, [inputs / perChannel.size]);
}
