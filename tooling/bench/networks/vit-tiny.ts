import * as tf from '@tensorflow/tfjs-core';
import { functionNetwork } from './function-network';
import { attended, blockWeights, matrix, normalized, perceived, times } from './transformer-parts';
import { uniformValues } from './uniform-weights';

const size = { heads: 3, width: 192, inner: 768 };
const [blocks, classes, side, patch] = [12, 1000, 224, 16];
const patches = (side / patch) ** 2;

/** A vision transformer of the size of ViT-Ti/16: 196 patches and a classifying token. */
export function vitTiny() {
  const { width } = size;
  const filters = tf.tensor4d(uniformValues(patch * patch * 3 * width, patch * patch * 3), [patch, patch, 3, width]);
  const token = tf.tensor3d(uniformValues(width, width), [1, 1, width]);
  const positions = tf.tensor3d(uniformValues((patches + 1) * width, width), [1, patches + 1, width]);
  const layers = Array.from({ length: blocks }, () => blockWeights(size));
  const classifier = matrix(width, classes);
  return functionNetwork(
    (images) => {
      const maps = tf.conv2d(images as tf.Tensor4D, filters, patch, 'valid');
      const [batch] = images.shape;
      const embedded = tf.concat([tf.tile(token, [batch, 1, 1]), tf.reshape(maps, [batch, patches, width])], 1);
      let x: tf.Tensor = tf.add(embedded, positions);
      for (const weights of layers) {
        x = tf.add(x, attended(normalized(x), size, weights));
        x = tf.add(x, perceived(normalized(x), weights));
      }
      const [first] = tf.split(normalized(x), [1, patches], 1);
      return times(tf.squeeze(first, [1]), classifier);
    },
    [side, side, 3],
  );
}
