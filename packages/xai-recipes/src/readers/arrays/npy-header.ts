import { describeValue, FormatError } from 'xai-base';
import { type NpyType, npyTypes } from './npy-types';

/** What the header of a `.npy` file says. */
export interface NpyHeader {
  readonly type: NpyType;
  readonly littleEndian: boolean;
  /** Whether the first axis varies fastest. */
  readonly isFortran: boolean;
  readonly shape: readonly number[];
  /** Where the numbers begin. */
  readonly begin: number;
}

const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59]; // \x93NUMPY

/**
 * Reads the header: a version, a length, and a dictionary in the writing of Python.
 *
 * @throws {FormatError} for what is no `.npy` file, and for numbers that are none
 * @see https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
 */
export function readNpyHeader(bytes: Uint8Array): NpyHeader {
  if (bytes.length < 10 || !MAGIC.every((one, at) => bytes[at] === one))
    throw new FormatError(`The file begins with ${describeValue([...bytes.subarray(0, 6)])}; expected a .npy file.`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const isLong = bytes[6] > 1; // the length takes 4 bytes since version 2
  const begin = isLong ? 12 : 10;
  const length = isLong && bytes.length >= begin ? view.getUint32(8, true) : view.getUint16(8, true);
  if (bytes.length < begin + length) throw new FormatError('The .npy file ends inside of its header.');
  const text = new TextDecoder('utf-8').decode(bytes.subarray(begin, begin + length));
  const description = /'descr':\s*(?:'([^']*)'|(\[[^\]]*\]))/.exec(text);
  const order = /'fortran_order':\s*(True|False)/.exec(text);
  const shape = /'shape':\s*\(([\d\s,L]*)\)/.exec(text);
  if (!description || !order || !shape)
    throw new FormatError(
      `The header of the .npy file is ${describeValue(text)}; expected descr, fortran_order and shape.`,
    );
  const lengths = shape[1]
    .split(',')
    .map((one) => one.trim().replace(/L$/, ''))
    .filter(Boolean)
    .map(Number);
  return {
    ...typeOf(description[1] ?? description[2]),
    isFortran: order[1] === 'True',
    shape: lengths,
    begin: begin + length,
  };
}

function typeOf(name: string): Pick<NpyHeader, 'type' | 'littleEndian'> {
  const [, order, key] = /^([<>|=])?(.*)$/s.exec(name) as RegExpExecArray;
  if (Object.hasOwn(npyTypes, key)) return { type: npyTypes[key], littleEndian: order !== '>' };
  const expected = 'numbers or booleans: save array.astype("float32")';
  throw new FormatError(`The array is of the type ${describeValue(name)}; expected ${expected}.`);
}
