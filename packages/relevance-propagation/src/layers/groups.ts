/** Classes of layers that composites name together. */
export type LayerGroup = readonly string[];

/** Convolutions of all kinds. */
export const ConvLayer: LayerGroup = [
  'Conv1D',
  'Conv2D',
  'Conv3D',
  'DepthwiseConv2D',
  'SeparableConv2D',
  'Conv2DTranspose',
  'Conv3DTranspose',
];

/** Fully connected layers. */
export const DenseLayer: LayerGroup = ['Dense'];

/** Layers that drop or disturb values in training, and do nothing in inference. */
export const DropoutLayer: LayerGroup = [
  'Dropout',
  'SpatialDropout1D',
  'AlphaDropout',
  'GaussianDropout',
  'GaussianNoise',
];

/** Layers that only move values. */
export const ReshapingLayer: LayerGroup = ['Flatten', 'Reshape', 'Permute'];

/** Recurrent layers. */
export const RecurrentLayer: LayerGroup = ['SimpleRNN', 'LSTM', 'GRU'];

/** Normalizations. */
export const NormalizationLayer: LayerGroup = ['BatchNormalization', 'LayerNormalization'];

/** Maximum pooling. */
export const MaxPoolingLayer: LayerGroup = ['MaxPooling1D', 'MaxPooling2D', 'GlobalMaxPooling1D', 'GlobalMaxPooling2D'];

/** Average pooling. */
export const AveragePoolingLayer: LayerGroup = [
  'AveragePooling1D',
  'AveragePooling2D',
  'GlobalAveragePooling1D',
  'GlobalAveragePooling2D',
];

/** Pooling of all kinds. */
export const PoolingLayer: LayerGroup = [...MaxPoolingLayer, ...AveragePoolingLayer];

/** Layers that are activation functions; a composite's rule for `Activation` also serves the activations inside of other layers. */
export const ActivationLayer: LayerGroup = [
  'Activation',
  'ReLU',
  'LeakyReLU',
  'PReLU',
  'ELU',
  'ThresholdedReLU',
  'Softmax',
];

/** Layers that join several inputs. */
export const JoiningLayer: LayerGroup = ['Add', 'Subtract', 'Average', 'Multiply', 'Maximum', 'Minimum', 'Concatenate'];
