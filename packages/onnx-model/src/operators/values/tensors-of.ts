import type { Tensor } from '@tensorflow/tfjs-core';
import { DeviceValue } from './device-value';
import { SequenceValue } from './sequence-value';
import type { Value } from './value';

/** The tensors that a value holds. */
export function tensorsOf(value: Value | undefined): Tensor[] {
  if (value === undefined) return [];
  if (value instanceof SequenceValue) return value.items.flatMap(tensorsOf);
  if (value instanceof DeviceValue) return [value.stored];
  return value.isKept ? [value.tensor] : [];
}
