import { layers, sequential } from '@tensorflow/tfjs-layers';
import { dense } from './blocks';
import type { PlainSize } from './plain';

/** A classifier of tables: 30 columns unless it is told, three layers. */
export function tabularClassifier({ features = 30 }: PlainSize) {
  return sequential({
    layers: [layers.inputLayer({ inputShape: [features] }), dense(128), dense(128), dense(64), dense(2, 'linear')],
  });
}
