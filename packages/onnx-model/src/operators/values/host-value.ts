import { type Tensor, tensor } from '@tensorflow/tfjs-core';

/** The types of elements that TensorFlow.js computes with. */
export type ElementType = 'float32' | 'int32' | 'bool';

/**
 * An array whose elements are known on the host: a constant, or what follows from the shapes of tensors. With these ONNX graphs compute shapes,
 * without a value being read from the device.
 */
export class HostValue {
  constructor(
    readonly dtype: ElementType,
    readonly shape: readonly number[],
    /** Row-major; truth values are 0 and 1. */
    readonly data: ArrayLike<number>,
    /** The same on the device, where it is kept there. */
    private readonly kept?: Tensor,
  ) {}

  get rank(): number {
    return this.shape.length;
  }

  /** Whether a tensor is kept for it. */
  get isKept(): boolean {
    return this.kept !== undefined;
  }

  /** The elements on the device. */
  get tensor(): Tensor {
    return this.kept ?? this.makeTensor();
  }

  private makeTensor(): Tensor {
    const shape = [...this.shape];
    if (this.dtype === 'float32') {
      const elements = this.data instanceof Float32Array ? this.data : Float32Array.from(this.data); // not copied: weights are views of their file
      return tensor(elements, shape, 'float32');
    }
    if (this.dtype === 'bool') return tensor(Uint8Array.from(this.data), shape, 'bool');
    const clamped = Array.from(this.data, (value) => Math.max(-(2 ** 31), Math.min(value, 2 ** 31 - 1)));
    return tensor(Int32Array.from(clamped), shape, 'int32');
  }

  /** The same array with a tensor that is kept for it. */
  withTensor(): HostValue {
    return new HostValue(this.dtype, this.shape, this.data, this.makeTensor());
  }

  /** One integer. */
  static integer(value: number): HostValue {
    return new HostValue('int32', [], [value]);
  }

  /** One truth value. */
  static truth(value: boolean): HostValue {
    return new HostValue('bool', [], [Number(value)]);
  }

  /** A list of integers. */
  static integers(values: readonly number[]): HostValue {
    return new HostValue('int32', [values.length], values);
  }
}
