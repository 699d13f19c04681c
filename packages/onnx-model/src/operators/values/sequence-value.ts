import type { Tensor } from '@tensorflow/tfjs-core';
import { ModelError } from 'xai-base';
import type { DeviceValue } from './device-value';
import type { ElementType, HostValue } from './host-value';

/** An item of a sequence. */
export type Item = HostValue | DeviceValue;

/** A list of values, as operators for sequences make and take it. */
export class SequenceValue {
  readonly dtype: ElementType = 'float32';

  constructor(readonly items: readonly Item[]) {}

  get rank(): number {
    return this.shape.length;
  }

  /** For errors: how many values there are. */
  get shape(): readonly number[] {
    return [this.items.length];
  }

  /** @throws {ModelError} as it is none */
  get tensor(): Tensor {
    throw new ModelError('a sequence of tensors is given where a tensor is expected.', {
      argument: 'model',
      value: this.shape,
      expected: 'a tensor',
    });
  }
}
