import type { SymbolicTensor } from '@tensorflow/tfjs-layers';
import { Unsupported } from '../../operators/unsupported';
import { fromChannelsLast } from '../../operators/values/permute';
import type { Value } from '../../operators/values/value';
import type { Build } from '../layer-builder';
import type { LayerValue } from '../layer-values';

/** The only input of an operator that comes from a layer. */
export function soleInput({ inputs }: Build): LayerValue {
  const [first, ...more] = inputs.filter((value) => value !== undefined);
  if (first && more.length === 0) return first;
  throw new Unsupported('of several inputs that are no constants');
}

/** The same with channels last. */
export function channelsLast(build: Build): SymbolicTensor {
  const value = soleInput(build);
  return value.storedIn(fromChannelsLast(value.shape.length), build.maker);
}

/** A constant that an operator needs. */
export function constant({ constants }: Build, index: number, role: string): Value {
  const value = constants[index];
  if (value) return value;
  throw new Unsupported(`whose ${role} is no constant`);
}
