import { describeValue, ValueError } from 'xai-base';
import { activationLayer, advancedActivationLayer, leakyReluLayer, reluLayer } from './activation';
import { bidirectionalLayer } from './bidirectional';
import { convolution1dLayer, convolution2dLayer, convolution3dLayer } from './convolution';
import { denseLayer } from './dense';
import { depthwiseConvolutionLayer } from './depthwise-convolution';
import { embeddingLayer } from './embedding';
import { globalTable } from './global-table';
import { addLayer, averageLayer, concatenateLayer, extremeLayer, multiplyLayer, subtractLayer } from './join';
import type { LayerHandler } from './layer-handler';
import { batchNormalizationLayer, layerNormalizationLayer } from './normalization';
import {
  averagePooling1dLayer,
  averagePooling2dLayer,
  globalAveragePoolingLayer,
  globalMaxPoolingLayer,
  maxPooling1dLayer,
  maxPooling2dLayer,
} from './pooling';
import { gruLayer, lstmLayer, simpleRnnLayer } from './recurrent';
import { rescalingLayer } from './rescaling';
import {
  croppingLayer,
  passingLayer,
  permuteLayer,
  repeatVectorLayer,
  reshapingLayer,
  upSamplingLayer,
  zeroPaddingLayer,
} from './reshaping';
import { separableConvolutionLayer } from './separable-convolution';
import { timeDistributedLayer } from './time-distributed';
import { transposedConvolution2dLayer, transposedConvolution3dLayer } from './transposed-convolution';

const builtIn: Record<string, LayerHandler> = {
  Dense: denseLayer,
  Conv1D: convolution1dLayer,
  Conv2D: convolution2dLayer,
  Conv3D: convolution3dLayer,
  DepthwiseConv2D: depthwiseConvolutionLayer,
  SeparableConv2D: separableConvolutionLayer,
  Conv2DTranspose: transposedConvolution2dLayer,
  Conv3DTranspose: transposedConvolution3dLayer,
  Embedding: embeddingLayer,
  SimpleRNN: simpleRnnLayer,
  LSTM: lstmLayer,
  GRU: gruLayer,
  TimeDistributed: timeDistributedLayer,
  Bidirectional: bidirectionalLayer,

  MaxPooling1D: maxPooling1dLayer,
  MaxPooling2D: maxPooling2dLayer,
  AveragePooling1D: averagePooling1dLayer,
  AveragePooling2D: averagePooling2dLayer,
  GlobalMaxPooling1D: globalMaxPoolingLayer,
  GlobalMaxPooling2D: globalMaxPoolingLayer,
  GlobalAveragePooling1D: globalAveragePoolingLayer,
  GlobalAveragePooling2D: globalAveragePoolingLayer,

  Flatten: reshapingLayer,
  Reshape: reshapingLayer,
  Permute: permuteLayer,
  RepeatVector: repeatVectorLayer,
  ZeroPadding2D: zeroPaddingLayer,
  Cropping2D: croppingLayer,
  UpSampling2D: upSamplingLayer,

  Add: addLayer,
  Subtract: subtractLayer,
  Average: averageLayer,
  Multiply: multiplyLayer,
  Maximum: extremeLayer,
  Minimum: extremeLayer,
  Concatenate: concatenateLayer,

  BatchNormalization: batchNormalizationLayer,
  LayerNormalization: layerNormalizationLayer,
  Rescaling: rescalingLayer,

  Dropout: passingLayer,
  SpatialDropout1D: passingLayer,
  AlphaDropout: passingLayer,
  GaussianDropout: passingLayer,
  GaussianNoise: passingLayer,

  Activation: activationLayer,
  ReLU: reluLayer,
  LeakyReLU: leakyReluLayer,
  PReLU: advancedActivationLayer('prelu'),
  ELU: advancedActivationLayer('elu'),
  ThresholdedReLU: advancedActivationLayer('thresholdedRelu'),
  Softmax: advancedActivationLayer('softmax'),
};

const table = globalTable('layers', builtIn);

/**
 * Teaches the package a layer.
 *
 * @param className what the layer's `getClassName()` returns
 * @param handler says how the layer is made up of steps, which evaluate to what the layer does
 * @throws {ValueError} for anything else
 *
 * @example
 * ```ts
 * registerLayer('Doubling', () => [
 *   new LinearStep({ operation: { forward: (x) => tf.mul(x, 2), transposed: (r) => tf.mul(r, 2) } }),
 * ]);
 * ```
 */
export function registerLayer(className: string, handler: LayerHandler): void {
  if (typeof className !== 'string' || typeof handler !== 'function') {
    const expected = "a class name and a handler, as in registerLayer('Doubling', (layer) => [...])";
    const given = `${describeValue(className)} and ${describeValue(handler)}`;
    throw new ValueError(`registerLayer got ${given}; expected ${expected}.`, {
      argument: 'handler',
      value: handler,
      expected,
    });
  }
  table.set(className, handler);
}

/** The handler of a class of layers, or undefined. */
export function layerHandler(className: string): LayerHandler | undefined {
  return table.get(className);
}

/** The classes of layers that the package knows. */
export function knownLayers(): string[] {
  return [...table.keys()];
}
