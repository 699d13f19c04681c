import { FormatError } from '../errors';
import { describeValue } from '../messages/describe-value';
import { isPlainObject } from '../plain-object';
import { shortened } from './extras-json';
import { type HostTensor, lengthBytes, metadataKey, types } from './safetensors';

/**
 * Reads named tensors and text in the safetensors layout. Every length is checked against the bytes that are there before anything
 * is allocated, and no byte belongs to two tensors: what is read takes no more memory than the bytes.
 *
 * @throws {FormatError} for bytes that are not in this layout, or damaged
 */
export function readSafetensors(bytes: Uint8Array): {
  tensors: Map<string, HostTensor>;
  metadata: Record<string, string>;
} {
  checkIsBytes(bytes);
  const { [metadataKey]: metadata = {}, ...entries } = readHeader(bytes);
  if (!isPlainObject(metadata) || Object.values(metadata).some((text) => typeof text !== 'string')) {
    throw new FormatError('The safetensors metadata is no map of strings.');
  }
  const start = lengthBytes + headerLengthOf(bytes);
  const data = new Uint8Array(bytes.buffer, bytes.byteOffset + start, bytes.length - start);
  const places = Object.entries(entries).map(([name, entry]) => placeOf(name, entry));
  checkPlaces(places, data.length);
  const tensors = new Map(places.map((place) => [place.name, readTensor(place, data)]));
  return { tensors, metadata: metadata as Record<string, string> };
}

function checkIsBytes(bytes: unknown): void {
  if (Object.prototype.toString.call(bytes) === '[object Uint8Array]') return;
  const expected = 'a Uint8Array';
  throw new FormatError(`bytes is ${describeValue(bytes)}; expected ${expected}.`, {
    argument: 'bytes',
    value: bytes,
    expected,
  });
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
    if (isPlainObject(header)) return header;
  } catch (cause) {
    throw new FormatError('The safetensors header is no JSON.', { cause });
  }
  throw new FormatError('The safetensors header is no JSON object.');
}

/** Where a tensor's values are. */
interface Place extends Omit<HostTensor, 'values'> {
  readonly name: string;
  readonly type: (typeof types)[keyof typeof types];
  readonly begin: number;
  readonly end: number;
}

function placeOf(name: string, entry: unknown): Place {
  const { dtype, shape, data_offsets: offsets } = (isPlainObject(entry) ? entry : {}) as Record<string, unknown>;
  const type =
    typeof dtype === 'string' && Object.hasOwn(types, dtype) ? types[dtype as keyof typeof types] : undefined;
  const isPlaced = areSizes(offsets) && offsets.length === 2;
  if (!type || !areSizes(shape) || !isPlaced) {
    const expected = `a type of ${Object.keys(types).join(', ')}, a shape and two offsets`;
    throw new FormatError(`Tensor "${name}" is ${describeEntry(entry)}; expected ${expected}.`);
  }
  const size = shape.reduce((product, length) => product * length, type.bytes);
  const [begin, end] = offsets;
  if (end - begin === size) return { name, type, dtype: type.dtype, shape, begin, end };
  throw new FormatError(`Tensor "${name}" of shape [${shape}] needs ${size} bytes; its place is [${offsets}].`);
}

/** An entry as it is written, unless it is too long or too deep for a message. */
function describeEntry(entry: unknown): string {
  try {
    return shortened(JSON.stringify(entry));
  } catch {
    return describeValue(entry);
  }
}

/** Checks that the places follow one another, from the first byte to the last. */
function checkPlaces(places: readonly Place[], length: number): void {
  let end = 0;
  for (const place of [...places].sort((a, b) => a.begin - b.begin || a.end - b.end)) {
    if (place.begin !== end) {
      throw new FormatError(`Tensor "${place.name}" begins at byte ${place.begin}; expected ${end}.`);
    }
    end = place.end;
  }
  if (end !== length) throw new FormatError(`The tensors take ${end} bytes; ${length} are there.`);
}

function readTensor({ name, type, dtype, shape, begin, end }: Place, data: Uint8Array): HostTensor {
  const values = type.read(data.slice(begin, end).buffer); // a copy: the place may not be a multiple of 4
  if (dtype === 'bool' && values.some((value) => value > 1)) throw new FormatError(`Tensor "${name}" is not boolean.`);
  return { dtype, shape, values };
}

function areSizes(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((one) => Number.isSafeInteger(one) && one >= 0);
}
