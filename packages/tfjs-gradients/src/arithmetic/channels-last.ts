import { type Tensor, transpose } from '@tensorflow/tfjs-core';

/** The image with its channels as the last axis. */
export function toChannelsLast(x: Tensor, dataFormat: 'NHWC' | 'NCHW' = 'NHWC'): Tensor {
  return dataFormat === 'NCHW' ? transpose(x, [0, 2, 3, 1]) : x;
}

/** The way back to the data format. */
export function fromChannelsLast(x: Tensor, dataFormat: 'NHWC' | 'NCHW' = 'NHWC'): Tensor {
  return dataFormat === 'NCHW' ? transpose(x, [0, 3, 1, 2]) : x;
}
