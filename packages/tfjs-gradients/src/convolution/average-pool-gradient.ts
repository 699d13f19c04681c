import { mul, reshape, type Tensor, tensor1d } from '@tensorflow/tfjs-core';
import { fit, type Margin } from '../arithmetic/fit';
import { spread } from '../arithmetic/spread';
import type { WindowAxis } from './axis';

/** For each window along an axis: how many of its cells lie inside the image. */
function cellsInside({ input, output, kernel, stride, before }: WindowAxis): number[] {
  return Array.from({ length: output }, (_, index) => {
    const begin = index * stride - before;
    return Math.min(begin + kernel, input) - Math.max(begin, 0);
  });
}

/**
 * The gradient of an average pooling: dy over the number of cells, with zeros between its cells, summed over mirrored
 * windows. `average` is the pooling with stride 1 and no padding.
 */
export function averagePoolGradient(dy: Tensor, axes: WindowAxis[], average: (image: Tensor) => Tensor): Tensor {
  let shares = dy;
  axes.forEach((axis, index) => {
    const factors = tensor1d(cellsInside(axis).map((cells) => axis.kernel / cells));
    const along = dy.shape.map((length, other) => (other === index + 1 ? length : 1));
    shares = spread(mul(shares, reshape(factors, along)), index + 1, axis.stride);
  });
  const margins = axes.map(({ input, output, kernel, stride, before }): Margin => {
    const lead = kernel - 1 - before;
    return [lead, input + kernel - 1 - output * stride - lead];
  });
  return average(fit(shares, [[0, 0], ...margins, [0, 0]]));
}
