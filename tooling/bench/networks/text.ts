import { layers, sequential } from '@tensorflow/tfjs-layers';
import { dense } from './blocks';
import { uniformWeights } from './uniform-weights';

const initializer = uniformWeights as 'heUniform';

/** A convolutional text classifier: 100 tokens of 5000, embedded in 64 dimensions. */
export function textClassifier() {
  return sequential({
    layers: [
      layers.embedding({ inputDim: 5000, outputDim: 64, inputLength: 100, embeddingsInitializer: initializer }),
      layers.conv1d({ filters: 128, kernelSize: 5, activation: 'relu', kernelInitializer: initializer }),
      layers.globalMaxPooling1d({}),
      dense(64),
      dense(4, 'linear'),
    ],
  });
}
