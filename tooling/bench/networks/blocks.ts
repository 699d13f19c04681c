import type { SymbolicTensor } from '@tensorflow/tfjs-layers';
import { layers } from '@tensorflow/tfjs-layers';
import { uniformWeights } from './uniform-weights';

const kernelInitializer = uniformWeights as 'heUniform';

type Padding = 'same' | 'valid';

/** What a convolution may have besides its number of filters and its kernel. */
export interface ConvolutionOptions {
  strides?: number;
  padding?: Padding;
  activation?: 'relu';
  useBias?: boolean;
}

/** A convolution with random weights. */
export function convolution(filters: number, kernelSize: number | [number, number], options: ConvolutionOptions = {}) {
  return layers.conv2d({ filters, kernelSize, padding: 'same', kernelInitializer, ...options });
}

/** A fully connected layer with random weights. */
export function dense(units: number, activation: 'relu' | 'linear' = 'relu') {
  return layers.dense({ units, activation, kernelInitializer });
}

/** A depthwise convolution with random weights. */
export function depthwise(kernelSize: number, strides: number) {
  return layers.depthwiseConv2d({
    kernelSize,
    strides,
    padding: 'same',
    useBias: false,
    depthwiseInitializer: kernelInitializer,
  });
}

/** A maximum pooling. */
export function maxPool(poolSize: number, strides: number, padding: Padding = 'valid') {
  return layers.maxPooling2d({ poolSize, strides, padding });
}

/** A convolution, its batch normalization and, unless it is left out, its relu. */
export function convolutionNormalized(
  x: SymbolicTensor,
  filters: number,
  kernelSize: number | [number, number],
  { activation, ...options }: ConvolutionOptions = { activation: 'relu' },
): SymbolicTensor {
  const convolved = convolution(filters, kernelSize, { useBias: false, ...options }).apply(x);
  const normalized = layers.batchNormalization().apply(convolved) as SymbolicTensor;
  return activation ? (layers.activation({ activation }).apply(normalized) as SymbolicTensor) : normalized;
}
