import { layers, sequential } from '@tensorflow/tfjs-layers';
import { dense } from './blocks';

/** A classifier of tables: 30 columns, three layers. */
export function tabularClassifier() {
  return sequential({
    layers: [layers.inputLayer({ inputShape: [30] }), dense(128), dense(128), dense(64), dense(2, 'linear')],
  });
}
