import type { SymbolicTensor } from '@tensorflow/tfjs-layers';
import { identity } from '../operators/values/permute';
import { outputShape } from '../session/output-shape';
import type { ValueInfo } from '../session/value-info';
import type { LayerMaker } from './layer-maker';
import { type LayerValue, PooledOutput } from './layer-values';

/** The output of a model of layers: `[batch, classes]` where what it returns amounts to that. */
export function outputLayer(value: LayerValue, stated: ValueInfo, maker: LayerMaker): SymbolicTensor {
  const lengths = value.shape.map((length, axis) => (axis === 0 || length === null ? Number.NaN : length));
  const [, ...sample] = outputShape(lengths, stated);
  if (value instanceof PooledOutput && sample.length === 1) return value.symbol;
  const symbol = value.storedIn(identity(value.shape.length), maker);
  if (sample.length + 1 === symbol.rank || sample.some(Number.isNaN)) return symbol;
  return maker.apply((library, name) => library.layers.reshape({ name, targetShape: sample }), symbol);
}
