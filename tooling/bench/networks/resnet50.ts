import { input, layers, model, type SymbolicTensor } from '@tensorflow/tfjs-layers';
import { convolutionNormalized, dense, maxPool } from './blocks';

const stages = [
  { filters: 64, blocks: 3 },
  { filters: 128, blocks: 4 },
  { filters: 256, blocks: 6 },
  { filters: 512, blocks: 3 },
];

function bottleneck(x: SymbolicTensor, filters: number, strides: number): SymbolicTensor {
  const linear = { activation: undefined };
  const narrow = convolutionNormalized(x, filters, 1, { activation: 'relu' });
  const middle = convolutionNormalized(narrow, filters, 3, { strides, activation: 'relu' });
  const wide = convolutionNormalized(middle, 4 * filters, 1, linear);
  const hasSameShape = strides === 1 && x.shape[3] === 4 * filters;
  const shortcut = hasSameShape ? x : convolutionNormalized(x, 4 * filters, 1, { strides, ...linear });
  const sum = layers.add().apply([shortcut, wide]);
  return layers.reLU().apply(sum) as SymbolicTensor;
}

/**
 * ResNet50.
 *
 * @see K. He, X. Zhang, S. Ren, J. Sun: Deep Residual Learning for Image Recognition (2015)
 */
export function resnet50() {
  const image = input({ shape: [224, 224, 3] });
  const stem = convolutionNormalized(image, 64, 7, { strides: 2, activation: 'relu' });
  let x = maxPool(3, 2, 'same').apply(stem) as SymbolicTensor;
  stages.forEach(({ filters, blocks }, stage) => {
    for (let block = 0; block < blocks; block++) {
      x = bottleneck(x, filters, stage > 0 && block === 0 ? 2 : 1);
    }
  });
  const pooled = layers.globalAveragePooling2d({}).apply(x);
  return model({ inputs: image, outputs: dense(1000, 'linear').apply(pooled) as SymbolicTensor });
}
