/** What must be freed by hand: a tensor, a model. */
interface Owned {
  dispose(): unknown;
}

/**
 * Tensors (and what else has a `dispose`) that must not outlive a piece of asynchronous work, for which `tf.tidy` does not do: fill it, hand the
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
  private readonly tensors = new Set<Owned>();

  /** Takes a tensor in, and hands it back. */
  add<T extends Owned>(tensor: T): T {
    this.tensors.add(tensor);
    return tensor;
  }

  /** Takes several in, by name or in a list, and hands them back. */
  addAll<T extends object>(tensors: T): T {
    for (const tensor of Object.values(tensors)) this.add(tensor as Owned);
    return tensors;
  }

  /** Lets tensors go, which then belong to the caller. */
  release(...tensors: Owned[]): void {
    for (const tensor of tensors) this.tensors.delete(tensor);
  }

  /** Frees one of the tensors early. */
  free(...tensors: Owned[]): void {
    this.release(...tensors);
    for (const tensor of tensors) tensor.dispose();
  }

  /** Frees what is still in. */
  dispose(): void {
    this.free(...this.tensors);
  }
}
