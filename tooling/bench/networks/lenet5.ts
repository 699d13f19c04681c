import { layers, sequential } from '@tensorflow/tfjs-layers';
import { convolution, dense, maxPool } from './blocks';

/** LeNet-5 for 28 x 28 digits, with max pooling and relu. */
export function lenet5() {
  return sequential({
    layers: [
      layers.inputLayer({ inputShape: [28, 28, 1] }),
      convolution(6, 5, { activation: 'relu' }),
      maxPool(2, 2),
      convolution(16, 5, { activation: 'relu', padding: 'valid' }),
      maxPool(2, 2),
      layers.flatten(),
      dense(120),
      dense(84),
      dense(10, 'linear'),
    ],
  });
}
