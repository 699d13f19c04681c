/**
 * Whether an engine failed because a batch did not fit into its memory: tfjs-gradients' OutOfMemoryError, the allocation failures of V8, of
 * WebGL textures and of onnxruntime, and kernels of wasm that run over the end of its memory.
 *
 * @example
 * ```ts
 * isOutOfMemory(new RangeError('Array buffer allocation failed')); // => true
 * ```
 */
export function isOutOfMemory(error: unknown): boolean {
  const { name, message } = error as Partial<Error>;
  return (
    name === 'OutOfMemoryError' ||
    /allocation failed|failed to allocate|bad_alloc|unable to create webgltexture|memory access out of bounds/i.test(
      message ?? '',
    )
  );
}
