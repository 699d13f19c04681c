import { FormatError } from '../errors';

/** A tensor on the host. */
export interface HostTensor {
  readonly dtype: 'float32' | 'int32' | 'bool';
  readonly shape: readonly number[];
  readonly values: Float32Array | Int32Array | Uint8Array;
}

const names = { float32: 'F32', int32: 'I32', bool: 'BOOL' } as const;
const types = {
  F32: { dtype: 'float32', bytes: 4, read: (bytes: ArrayBuffer) => new Float32Array(bytes) },
  I32: { dtype: 'int32', bytes: 4, read: (bytes: ArrayBuffer) => new Int32Array(bytes) },
  BOOL: { dtype: 'bool', bytes: 1, read: (bytes: ArrayBuffer) => new Uint8Array(bytes) },
} as const;

const lengthBytes = 8;
const metadataKey = '__metadata__';

/**
 * Writes named tensors and text in the safetensors layout: the header's length (64 bit, little endian), the header
 * (JSON: name, type, shape and place of each tensor), the values (little endian).
 *
 * @see https://github.com/huggingface/safetensors#format
 */
export function writeSafetensors(
  tensors: ReadonlyMap<string, HostTensor>,
  metadata: Record<string, string>,
): Uint8Array {
  const header: Record<string, unknown> = { [metadataKey]: metadata };
  let end = 0;
  for (const [name, { dtype, shape, values }] of tensors) {
    header[name] = { dtype: names[dtype], shape, data_offsets: [end, end + values.byteLength] };
    end += values.byteLength;
  }
  const unpadded = new TextEncoder().encode(JSON.stringify(header));
  // spaces after the header put the values on a multiple of 8 bytes
  const headerLength = Math.ceil(unpadded.length / 8) * 8;
  const bytes = new Uint8Array(lengthBytes + headerLength + end).fill(0x20, lengthBytes, lengthBytes + headerLength);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(headerLength), true);
  bytes.set(unpadded, lengthBytes);
  let at = lengthBytes + headerLength;
  for (const { values } of tensors.values()) {
    bytes.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), at);
    at += values.byteLength;
  }
  return bytes;
}

/**
 * Reads what {@link writeSafetensors} wrote. Every length is checked against the bytes that are there before anything
 * is allocated.
 *
 * @throws {FormatError} for bytes that are not in this layout, or damaged
 */
export function readSafetensors(bytes: Uint8Array): {
  tensors: Map<string, HostTensor>;
  metadata: Record<string, string>;
} {
  const { [metadataKey]: metadata = {}, ...entries } = readHeader(bytes);
  if (!isRecord(metadata) || Object.values(metadata).some((text) => typeof text !== 'string')) {
    throw new FormatError('The safetensors metadata is no map of strings.');
  }
  const start = lengthBytes + headerLengthOf(bytes);
  const tensors = new Map(
    Object.entries(entries).map(([name, entry]) => [name, readTensor(name, entry, bytes.subarray(start))]),
  );
  return { tensors, metadata: metadata as Record<string, string> };
}

function headerLengthOf(bytes: Uint8Array): number {
  if (bytes.length < lengthBytes) throw new FormatError(`${bytes.length} bytes are too few for a safetensors file.`);
  const length = new DataView(bytes.buffer, bytes.byteOffset, lengthBytes).getBigUint64(0, true);
  if (length <= bytes.length - lengthBytes) return Number(length);
  throw new FormatError(`The header claims ${length} bytes; ${bytes.length - lengthBytes} are there.`);
}

function readHeader(bytes: Uint8Array): Record<string, unknown> {
  const text = bytes.subarray(lengthBytes, lengthBytes + headerLengthOf(bytes));
  try {
    const header: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(text));
    if (isRecord(header)) return header;
  } catch (cause) {
    throw new FormatError('The safetensors header is no JSON.', { cause });
  }
  throw new FormatError('The safetensors header is no JSON object.');
}

function readTensor(name: string, entry: unknown, data: Uint8Array): HostTensor {
  const { dtype, shape, data_offsets: offsets } = (isRecord(entry) ? entry : {}) as Record<string, unknown>;
  const type = Object.hasOwn(types, String(dtype)) ? types[dtype as keyof typeof types] : undefined;
  if (!type) throw new FormatError(`Tensor "${name}" has the type ${dtype}; expected one of ${Object.keys(types)}.`);
  if (!areSizes(shape)) throw new FormatError(`Tensor "${name}" has the shape ${JSON.stringify(shape)}.`);
  const size = shape.reduce((product, length) => product * length, type.bytes);
  const [begin, end] = areSizes(offsets) && offsets.length === 2 ? offsets : [0, -1];
  if (begin > end || end > data.length || end - begin !== size) {
    throw new FormatError(
      `Tensor "${name}" of shape [${shape}] needs ${size} bytes; its place is ${JSON.stringify(offsets)} of ${data.length} bytes.`,
    );
  }
  return { dtype: type.dtype, shape, values: type.read(data.slice(begin, end).buffer) };
}

function areSizes(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((one) => Number.isSafeInteger(one) && one >= 0);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
