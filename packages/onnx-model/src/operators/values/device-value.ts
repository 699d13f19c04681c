import type { Tensor } from '@tensorflow/tfjs-core';
import { compose, fromChannelsLast, identity, inverse, permute } from './permute';

/**
 * A tensor on the device, whose axes may be stored in another order than ONNX sees them: convolutions leave their channels last, and a
 * transposition costs nothing until an operator needs its result.
 */
export class DeviceValue {
  /**
   * @param stored the tensor
   * @param order the tensor transposed by it is what ONNX sees
   */
  constructor(
    readonly stored: Tensor,
    readonly order: readonly number[] = identity(stored.rank),
  ) {}

  get rank(): number {
    return this.stored.rank;
  }

  get dtype(): 'float32' | 'int32' | 'bool' {
    return this.stored.dtype as 'float32' | 'int32' | 'bool';
  }

  /** The shape as ONNX sees it. */
  get shape(): readonly number[] {
    return this.order.map((axis) => this.stored.shape[axis]);
  }

  /** The tensor as ONNX sees it. */
  get tensor(): Tensor {
    return permute(this.stored, this.order);
  }

  /** The tensor whose transposition by another order is what ONNX sees. */
  storedIn(order: readonly number[]): Tensor {
    return permute(this.stored, compose(this.order, inverse(order)));
  }

  /** The tensor with its axis 1, the channels, last. */
  get channelsLast(): Tensor {
    return this.storedIn(fromChannelsLast(this.rank));
  }

  /** The same, transposed further. */
  transposed(order: readonly number[]): DeviceValue {
    return new DeviceValue(this.stored, compose(this.order, order));
  }

  /** What an operator computed element by element. */
  withStored(stored: Tensor): DeviceValue {
    return new DeviceValue(stored, this.order);
  }

  /** A tensor whose channels are last. */
  static fromChannelsLast(stored: Tensor): DeviceValue {
    return new DeviceValue(stored, fromChannelsLast(stored.rank));
  }
}
