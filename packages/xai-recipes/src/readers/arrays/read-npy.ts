import { FormatError, sizeOf } from 'xai-base';
import { readNpyHeader } from './npy-header';
import type { NumberArray } from './number-array';

/**
 * Reads an array that NumPy saved: booleans, integers and floats of every width, in either order of bytes and of axes.
 *
 * @param bytes those of a `.npy` file
 * @throws {FormatError} for what is no such file, a damaged one, and an array of something other than real numbers
 * @throws {ValueError} for an integer that a float64 does not hold
 * @see https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
 *
 * @example
 * ```ts
 * const header = "{'descr': '<f4', 'fortran_order': False, 'shape': (2,), }\n";
 * const start = Uint8Array.of(0x93, 78, 85, 77, 80, 89, 1, 0, header.length, 0);
 * const numbers = new Uint8Array(Float32Array.of(1, 2).buffer);
 * const bytes = Uint8Array.of(...start, ...new TextEncoder().encode(header), ...numbers);
 * readNpy(bytes); // => ({ shape: [2], values: [1, 2] })
 * ```
 */
export function readNpy(bytes: Uint8Array): NumberArray {
  const { type, littleEndian, isFortran, shape, begin } = readNpyHeader(bytes);
  const size = sizeOf(shape);
  const given = bytes.length - begin;
  if (given !== size * type.bytes)
    throw new FormatError(
      `An array of shape [${shape.join(', ')}] needs ${size * type.bytes} bytes; ${given} are there.`,
    );
  const view = new DataView(bytes.buffer, bytes.byteOffset + begin, given);
  const values = new (type.fitsFloat32 ? Float32Array : Float64Array)(size);
  const place = isFortran ? fortranPlaces(shape) : (at: number) => at;
  for (let at = 0; at < size; at++) values[at] = type.read(view, place(at) * type.bytes, littleEndian);
  return { shape, values };
}

/** Where the number of a place in row-major order lies in column-major order. */
function fortranPlaces(shape: readonly number[]): (at: number) => number {
  return (at) => {
    let [rest, place, stride] = [at, 0, sizeOf(shape)];
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      stride /= shape[axis];
      place += (rest % shape[axis]) * stride;
      rest = Math.floor(rest / shape[axis]);
    }
    return place;
  };
}
