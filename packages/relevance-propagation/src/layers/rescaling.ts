import { mul, scalar, type Tensor } from '@tensorflow/tfjs-core';
import { LinearStep } from '../steps/linear-step';
import type { LayerHandler } from './layer-handler';

/** scale * x + offset, the same for all values; the offset absorbs its share of relevance as a bias does. */
export const rescalingLayer: LayerHandler = (layer) => {
  const { scale, offset } = layer.config as { scale: number; offset: number };
  const operation = {
    forward: (x: Tensor) => mul(x, scale),
    transposed: (relevance: Tensor) => mul(relevance, scale),
  };
  return [
    new LinearStep({
      operation,
      bias: offset ? () => scalar(offset) : undefined,
      keepsSign: scale >= 0 && offset >= 0,
    }),
  ];
};
