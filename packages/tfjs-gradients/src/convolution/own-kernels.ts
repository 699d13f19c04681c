import {
  type Conv2DBackpropInput,
  type DepthwiseConv2dNativeBackpropInput,
  engine,
  type KernelBackend,
  type Tensor,
} from '@tensorflow/tfjs-core';
import { shared } from '../shared';
import { extent, type WindowAxis } from './axis';

type TransposedKernel = typeof Conv2DBackpropInput | typeof DepthwiseConv2dNativeBackpropInput;

/**
 * Has the input gradients of strided convolutions computed by a backend's own kernels, `Conv2DBackpropInput` and
 * `DepthwiseConv2dNativeBackpropInput`. Elsewhere they are composed of convolutions, as those kernels are slow or missing on most backends.
 *
 * @param backend one that has both kernels, such as one that records them
 *
 * @example
 * ```ts
 * preferOwnKernels(tf.engine().findBackend('cpu'));
 * const filter = tf.tensor4d([1, 2, 3, 4], [2, 2, 1, 1]);
 * const slope = tf.grad((x) => tf.sum(tf.conv2d(x as tf.Tensor4D, filter, 2, 'valid')));
 * slope(tf.zeros([1, 2, 2, 1])); // => [[[[1], [2]], [[3], [4]]]]
 * ```
 */
export function preferOwnKernels(backend: KernelBackend): void {
  shared().ownKernels.add(backend);
}

/**
 * An input gradient by the backend's own kernel.
 *
 * @param kernelName the one of plain, or of depthwise convolutions
 * @returns nothing, where the backend does not prefer it, for strides of 1, for windows that the kernel cannot place, and where the gradient is to have
 * gradients itself
 */
export function inputGradientByKernel(
  kernelName: TransposedKernel,
  dy: Tensor,
  filter: Tensor,
  axes: readonly WindowAxis[],
): Tensor | undefined {
  const { backend, state } = engine();
  const isOnTape = state.gradientDepth > 0 && state.kernelDepth === 0;
  if (isOnTape || !shared().ownKernels.has(backend)) return undefined;
  const isPlaced = axes.every(({ before, dilation }) => before >= 0 && dilation === 1);
  if (!isPlaced || axes.every(({ stride }) => stride === 1)) return undefined;
  const margins = axes.map((axis) => {
    const after = (axis.output - 1) * axis.stride + extent(axis) - axis.input - axis.before;
    return [axis.before, Math.max(0, after)];
  });
  const attributes = {
    strides: axes.map(({ stride }) => stride),
    pad: [[0, 0], ...margins, [0, 0]] as never,
    dataFormat: 'NHWC',
    dilations: [1, 1],
    dimRoundingMode: 'floor',
    inputShape: [dy.shape[0], ...axes.map(({ input }) => input), filter.shape[2] as number],
  };
  return engine().runKernel(kernelName, { dy, filter }, attributes) as Tensor;
}
