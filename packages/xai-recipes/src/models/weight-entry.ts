import type { io } from '@tensorflow/tfjs-core';
import { describeValue, sizeOf } from 'xai-base';
import { wrong } from './wrong';

/** The bytes of an element; of a text the four with its length. */
const sizes = { float32: 4, int32: 4, bool: 1, complex64: 8, string: 4 } as const;
const quantizedSizes = { uint8: 1, uint16: 2, float16: 2 } as const;

/**
 * Checks what a manifest says of a weight.
 *
 * @throws {ModelFileError} naming the field that is wrong
 */
export function checkWeight(file: string, weight: unknown): void {
  const { name, shape, dtype, quantization } = Object(weight) as Record<string, unknown>;
  if (typeof name !== 'string') throw wrong(file, `has a weight of the name ${describeValue(name)}`, 'a text');
  const isLength = (length: unknown) => Number.isSafeInteger(length) && (length as number) >= 0;
  if (!Array.isArray(shape) || !shape.every(isLength)) throw wrongField(file, name, 'shape', shape, 'whole numbers');
  checkType(file, name, 'dtype', dtype, sizes);
  if (quantization === undefined) return;
  checkType(file, name, 'quantization', Object(quantization).dtype, quantizedSizes);
}

function checkType(file: string, weight: string, field: string, type: unknown, known: object): void {
  if (typeof type === 'string' && Object.hasOwn(known, type)) return;
  throw wrongField(file, weight, field, type, `one of ${Object.keys(known).join(', ')}`);
}

function wrongField(file: string, weight: string, field: string, value: unknown, expected: string) {
  return wrong(
    file,
    `says that the weight ${describeValue(weight)} has the ${field} ${describeValue(value)}`,
    expected,
  );
}

/** How many bytes a weight has; NaN for texts, whose lengths the bytes themselves tell. */
export function byteLength(weight: io.WeightsManifestEntry): number {
  return weight.dtype === 'string' ? Number.NaN : leastBytes(weight);
}

/** How many bytes a weight has at least. */
export function leastBytes({ shape, dtype, quantization }: io.WeightsManifestEntry): number {
  const size = quantization ? quantizedSizes[quantization.dtype as 'uint8'] : sizes[dtype as 'float32'];
  return sizeOf(shape) * size;
}
