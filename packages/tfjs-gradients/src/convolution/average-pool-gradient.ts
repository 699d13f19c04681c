import { mul, reshape, type Tensor, tensor1d } from '@tensorflow/tfjs-core';
import { fitSpatial } from '../arithmetic/fit';
import { spread } from '../arithmetic/spread';
import { transposedMargin, type WindowAxis } from './axis';

/** For each window along an axis: how many of its cells lie inside the image. */
function cellsInside({ input, output, kernel, stride, before }: WindowAxis): number[] {
  return Array.from({ length: output }, (_, index) => {
    const begin = index * stride - before;
    return Math.min(begin + kernel, input) - Math.max(begin, 0);
  });
}

/**
 * The gradient of an average pooling: dy over the number of cells, with zeros between its cells, summed over mirrored
 * windows.
 *
 * @param average the pooling with stride 1 and no padding
 *
 * @example
 * ```ts
 * const axis = { input: 4, output: 2, kernel: 2, stride: 2, dilation: 1, before: 0 };
 * const average = (image: tf.Tensor) => tf.avgPool(image as tf.Tensor4D, [1, 2], 1, 'valid');
 * const one = { input: 1, output: 1, kernel: 1, stride: 1, dilation: 1, before: 0 };
 * averagePoolGradient(tf.tensor4d([2, 4], [1, 1, 2, 1]), [one, axis], average); // => [[[[1], [1], [2], [2]]]]
 * ```
 */
export function averagePoolGradient(
  dy: Tensor,
  axes: readonly WindowAxis[],
  average: (image: Tensor) => Tensor,
): Tensor {
  let shares = dy;
  axes.forEach((axis, index) => {
    const factors = tensor1d(cellsInside(axis).map((cells) => axis.kernel / cells));
    const along = dy.shape.map((length, other) => (other === index + 1 ? length : 1));
    shares = spread(mul(shares, reshape(factors, along)), index + 1, axis.stride);
  });
  return average(fitSpatial(shares, axes.map(transposedMargin)));
}
