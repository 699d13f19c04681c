import { layers, sequential } from '@tensorflow/tfjs-layers';
import { convolution, dense, maxPool } from './blocks';

const blocks = [
  [64, 64],
  [128, 128],
  [256, 256, 256],
  [512, 512, 512],
  [512, 512, 512],
];

/**
 * VGG16: 138 million weights.
 *
 * @see K. Simonyan, A. Zisserman: Very Deep Convolutional Networks for Large-Scale Image Recognition (2014)
 */
export function vgg16() {
  const features = blocks.flatMap((block) => [
    ...block.map((filters) => convolution(filters, 3, { activation: 'relu' })),
    maxPool(2, 2),
  ]);
  const classifier = [layers.flatten(), dense(4096), dense(4096), dense(1000, 'linear')];
  return sequential({ layers: [layers.inputLayer({ inputShape: [224, 224, 3] }), ...features, ...classifier] });
}
