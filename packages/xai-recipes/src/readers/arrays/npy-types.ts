import { ValueError } from 'xai-base';

/** How the numbers of a type lie in a file. */
export interface NpyType {
  readonly bytes: number;
  /** Whether float32 holds each of its numbers. */
  readonly fitsFloat32: boolean;
  readonly read: (view: DataView, at: number, littleEndian: boolean) => number;
}

/** The types by NumPy's letters for them: a kind (boolean, signed, unsigned, float) and how many bytes one takes. */
export const npyTypes: Readonly<Record<string, NpyType>> = {
  b1: { bytes: 1, fitsFloat32: true, read: (view, at) => (view.getUint8(at) === 0 ? 0 : 1) },
  i1: { bytes: 1, fitsFloat32: true, read: (view, at) => view.getInt8(at) },
  u1: { bytes: 1, fitsFloat32: true, read: (view, at) => view.getUint8(at) },
  i2: { bytes: 2, fitsFloat32: true, read: (view, at, little) => view.getInt16(at, little) },
  u2: { bytes: 2, fitsFloat32: true, read: (view, at, little) => view.getUint16(at, little) },
  i4: { bytes: 4, fitsFloat32: false, read: (view, at, little) => view.getInt32(at, little) },
  u4: { bytes: 4, fitsFloat32: false, read: (view, at, little) => view.getUint32(at, little) },
  i8: { bytes: 8, fitsFloat32: false, read: (view, at, little) => exact(view.getBigInt64(at, little)) },
  u8: { bytes: 8, fitsFloat32: false, read: (view, at, little) => exact(view.getBigUint64(at, little)) },
  f2: { bytes: 2, fitsFloat32: true, read: (view, at, little) => halfOf(view.getUint16(at, little)) },
  f4: { bytes: 4, fitsFloat32: true, read: (view, at, little) => view.getFloat32(at, little) },
  f8: { bytes: 8, fitsFloat32: false, read: (view, at, little) => view.getFloat64(at, little) },
};

/** @throws {ValueError} for an integer that no float64 holds */
function exact(value: bigint): number {
  const number = Number(value);
  if (BigInt(number) === value) return number;
  const expected = 'integers that a float64 holds exactly; store the array as float64';
  throw new ValueError(`The array has the integer ${value}; expected ${expected}.`, {
    argument: 'bytes',
    value,
    expected,
  });
}

/** IEEE 754 binary16: a sign, 5 bits of exponent, 10 of fraction. */
function halfOf(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const [exponent, fraction] = [(bits >> 10) & 31, bits & 1023];
  if (exponent === 31) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return exponent === 0 ? sign * fraction * 2 ** -24 : sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}
