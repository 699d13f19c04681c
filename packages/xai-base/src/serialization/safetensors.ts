/**
 * The safetensors layout: the header's length (64 bit, little endian), the header (JSON: type, shape and place of each
 * tensor, by name; text as `__metadata__`), the values (little endian).
 *
 * @see https://github.com/huggingface/safetensors#format
 */
export const lengthBytes = 8;
export const metadataKey = '__metadata__';

/** A tensor on the host. */
export interface HostTensor {
  readonly dtype: 'float32' | 'int32' | 'bool';
  readonly shape: readonly number[];
  readonly values: Float32Array | Int32Array | Uint8Array;
}

/** The types, by their names in the header. */
export const types = {
  F32: { dtype: 'float32', bytes: 4, read: (bytes: ArrayBuffer) => new Float32Array(bytes) },
  I32: { dtype: 'int32', bytes: 4, read: (bytes: ArrayBuffer) => new Int32Array(bytes) },
  BOOL: { dtype: 'bool', bytes: 1, read: (bytes: ArrayBuffer) => new Uint8Array(bytes) },
} as const;
