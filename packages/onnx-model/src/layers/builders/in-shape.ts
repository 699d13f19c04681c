import type { SymbolicTensor } from '@tensorflow/tfjs-layers';
import { Unsupported } from '../../operators/unsupported';
import { identity } from '../../operators/values/permute';
import type { Build } from '../layer-builder';
import { FlattenedOutput, LayerOutput, type LayerValue, type OpenShape, PooledOutput } from '../layer-values';
import { soleInput } from './input';

/** A value in another shape, of which the first axis is that of the samples. */
export function inShape(build: Build, shape: OpenShape): LayerValue {
  const value = soleInput(build);
  if (String(shape) === String(value.shape)) return value;
  if (shape.length === 2 && value instanceof PooledOutput) return new LayerOutput(value.symbol);
  if (shape.length === 2 && value instanceof LayerOutput && isFixed(value.shape)) return new FlattenedOutput(value);
  return reshaped(build, value.storedIn(identity(value.shape.length), build.maker), shape, identity(shape.length));
}

const isFixed = ([, ...sample]: OpenShape): boolean => sample.length > 1 && !sample.includes(null);

/** A layer's output in the shape in which it is to be stored. */
export function reshaped(
  build: Build,
  symbol: SymbolicTensor,
  stored: OpenShape,
  order: readonly number[],
): LayerOutput {
  const [samples, ...sample] = stored;
  if (samples !== null || sample.filter((length) => !Number.isFinite(length)).length > 1) {
    throw new Unsupported('of more than one open length');
  }
  const targetShape = sample.map((length) => (Number.isFinite(length) ? (length as number) : -1));
  return new LayerOutput(
    build.maker.apply((library, name) => library.layers.reshape({ name, targetShape }), symbol),
    order,
  );
}
