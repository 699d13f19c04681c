import { composed, contributed } from './contributed';
import { convolutions } from './convolution';
import { elementwise } from './elementwise';
import { learning } from './learning';
import { matrices } from './matrices';
import { normalizations } from './normalization';
import type { Operator } from './operator';
import { poolings } from './pooling';
import { recurrentLayers } from './recurrent/recurrent';
import { reductions } from './reductions';
import { interpolations } from './resize';
import { selections } from './selections';
import { sequences } from './sequences';
import { shapes } from './shapes';
import { signals } from './signals';

/** The operators that can be read, by domain and name. */
export const operators: Readonly<Record<string, Readonly<Record<string, Operator>>>> = {
  '': {
    ...elementwise,
    ...matrices,
    ...convolutions,
    ...poolings,
    ...normalizations,
    ...recurrentLayers,
    ...reductions,
    ...shapes,
    ...selections,
    ...sequences,
    ...signals,
    ...interpolations,
    ...composed,
  },
  'com.microsoft': contributed,
  'ai.onnx.ml': learning,
};
