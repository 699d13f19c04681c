import { Conv2DBackpropInput, type Tensor, transpose } from '@tensorflow/tfjs-core';
import type { Margin } from '../arithmetic/fit';
import { derivedFrom } from '../derived-data';
import type { WindowAxis } from './axis';
import { blockAxis, imageFromBlocks, kernelInBlocks } from './blocks';
import { mirror } from './mirror';
import { inputGradientByKernel } from './own-kernels';
import { paddedConv2d } from './padded-convolution';

/**
 * The gradient of a convolution with respect to its input, as one forward convolution of dy: the kernel is mirrored and
 * its input and output channels change places. With a stride, the convolution is one of blocks.
 *
 * @param dy [batch, outHeight, outWidth, outChannels]
 * @param filter [height, width, inChannels, outChannels]
 * @param axes height and width
 * @returns [batch, inHeight, inWidth, inChannels]
 *
 * @example
 * ```ts
 * const axis = { input: 2, output: 1, kernel: 2, stride: 2, dilation: 1, before: 0 };
 * const filter = tf.tensor4d([1, 2, 3, 4], [2, 2, 1, 1]);
 * convolutionInputGradient(tf.ones([1, 1, 1, 1]), filter, [axis, axis]); // => [[[[1], [2]], [[3], [4]]]]
 * ```
 */
export function convolutionInputGradient(dy: Tensor, filter: Tensor, axes: readonly WindowAxis[]): Tensor {
  const own = inputGradientByKernel(Conv2DBackpropInput, dy, filter, axes);
  if (own) return own;
  const [, , inChannels] = filter.shape;
  const [y, x] = axes.map(blockAxis);
  const division = [y, x].flatMap(({ lead, cells, taps }) => [lead, cells, taps]);
  const mirrored = derivedFrom(filter, `convolution ${division}`, () =>
    transpose(mirror(kernelInBlocks(filter, [y, x])), [0, 1, 3, 2]),
  );
  const margins = [y, x].map(({ taps, before, blocks }, index): Margin => {
    const { dilation, output } = axes[index];
    const lead = (taps - 1) * dilation - before;
    return [lead, blocks + (taps - 1) * dilation - output - lead];
  });
  const blocks = paddedConv2d(dy, mirrored, margins, [1, 1], [axes[0].dilation, axes[1].dilation]);
  return imageFromBlocks(blocks, [y, x], axes, inChannels);
}
