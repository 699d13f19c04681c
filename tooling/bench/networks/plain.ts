import { layers, sequential } from '@tensorflow/tfjs-layers';
import { convolution, dense } from './blocks';

/** How large a plain network is. */
export interface PlainSize {
  /** The number of its convolutions. */
  layers?: number;
  /** The side of its images. */
  side?: number;
  /** Of a transformer: how many tokens it reads. */
  tokens?: number;
  /** Of a classifier of tables: how many columns. */
  features?: number;
}

/** Equal convolutions one after the other, whose number and whose image can be chosen. */
export function plain({ layers: count = 8, side = 32 }: PlainSize = {}) {
  return sequential({
    layers: [
      layers.inputLayer({ inputShape: [side, side, 3] }),
      ...Array.from({ length: count }, () => convolution(32, 3, { activation: 'relu' })),
      layers.globalAveragePooling2d({}),
      dense(10, 'linear'),
    ],
  });
}
