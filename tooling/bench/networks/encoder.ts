import * as tf from '@tensorflow/tfjs-core';
import { functionNetwork } from './function-network';
import type { PlainSize } from './plain';
import { attended, blockWeights, matrix, normalized, perceived, times } from './transformer-parts';

const size = { heads: 12, width: 384, inner: 1536 };
const [blocks, classes] = [6, 2];

/** A transformer of the size of MiniLM-L6 that classifies embedded tokens, 128 unless it is told. */
export function encoder({ tokens = 128 }: PlainSize) {
  const layers = Array.from({ length: blocks }, () => blockWeights(size));
  const classifier = matrix(size.width, classes);
  return functionNetwork(
    (input) => {
      let x = normalized(input);
      for (const weights of layers) {
        x = normalized(tf.add(x, attended(x, size, weights)));
        x = normalized(tf.add(x, perceived(x, weights)));
      }
      return times(tf.mean(x, 1), classifier);
    },
    [tokens, size.width],
  );
}
