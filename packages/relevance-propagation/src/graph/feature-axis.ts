import { type Tensor, transpose } from '@tensorflow/tfjs-core';
import type { RecordedValue } from 'tfjs-gradients';
import { describeValue, IndexError } from 'xai-base';

/** The axis of a value along which its features lie, brought to the end and back. */
export class FeatureAxis {
  private readonly order: readonly number[];

  /**
   * @param name by which the value was asked for
   * @param axis as the model has the value under that name; the last one as TensorFlow.js has it, which is that of channels, when left out
   * @throws {IndexError} for an axis that the value does not have, and for that of the batch
   */
  constructor({ names, tensor }: RecordedValue, name: string | number, axis?: number) {
    const { rank } = tensor;
    const own = (typeof name === 'string' && names.get(name)) || tensor.shape.map((_, index) => index);
    const wanted = axis === undefined ? rank - 1 : own[axis < 0 ? axis + rank : axis];
    if (!(wanted > 0)) throw wrongAxis(axis, rank);
    const others = tensor.shape.map((_, index) => index).filter((index) => index !== wanted);
    this.order = [...others, wanted];
  }

  /** A tensor at the value, its features last. */
  last(tensor: Tensor): Tensor {
    return this.isLast ? tensor : transpose(tensor, [...this.order]);
  }

  /** A tensor whose features are last, as the value has them. */
  back(tensor: Tensor): Tensor {
    if (this.isLast) return tensor;
    return transpose(
      tensor,
      this.order.map((_, axis) => this.order.indexOf(axis)),
    );
  }

  private get isLast(): boolean {
    return this.order.every((axis, index) => axis === index);
  }
}

function wrongAxis(axis: unknown, rank: number): IndexError {
  const expected = `an axis from 1 to ${rank - 1}, or from the end`;
  return new IndexError(`axis is ${describeValue(axis)}; expected ${expected}.`, {
    argument: 'axis',
    value: axis,
    expected,
  });
}
