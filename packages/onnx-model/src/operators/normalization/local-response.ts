import { localResponseNormalization, type Tensor4D } from '@tensorflow/tfjs-core';
import { onImages } from '../convolution/images';
import type { Operator } from '../operator';
import { Unsupported } from '../unsupported';

/** `LRN`: local response normalization across channels. */
export const localResponse: Operator = (node) => {
  const size = node.int('size', 1);
  if (size % 2 === 0) throw new Unsupported('of an even number of channels');
  const [alpha, beta, bias] = [node.float('alpha', 1e-4), node.float('beta', 0.75), node.float('bias', 1)];
  return ([x]) =>
    onImages(x, (images) => localResponseNormalization(images as Tensor4D, (size - 1) / 2, bias, alpha / size, beta));
};
