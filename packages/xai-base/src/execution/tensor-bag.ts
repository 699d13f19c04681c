import type { Tensor } from '@tensorflow/tfjs-core';

/**
 * Tensors that must not outlive a piece of asynchronous work, for which `tf.tidy` does not do: fill it, hand the
 * results on with `release`, and dispose of it in a `finally`.
 *
 * @example
 * ```ts
 * const bag = new TensorBag();
 * const result = bag.add(tf.scalar(1));
 * bag.add(tf.scalar(2));
 * bag.release(result);
 * bag.dispose();
 * result; // => 1
 * ```
 */
export class TensorBag {
  private readonly tensors = new Set<Tensor>();

  /** Takes a tensor in, and hands it back. */
  add<T extends Tensor>(tensor: T): T {
    this.tensors.add(tensor);
    return tensor;
  }

  /** Lets tensors go, which then belong to the caller. */
  release(...tensors: Tensor[]): void {
    for (const tensor of tensors) this.tensors.delete(tensor);
  }

  /** Frees one of the tensors early. */
  free(...tensors: Tensor[]): void {
    this.release(...tensors);
    for (const tensor of tensors) tensor.dispose();
  }

  /** Frees what is still in. */
  dispose(): void {
    this.free(...this.tensors);
  }
}
