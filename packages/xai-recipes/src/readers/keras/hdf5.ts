import type { Dataset, Group } from 'h5wasm';
import { FormatError, ModelError } from 'xai-base';
import type { NumberArray } from '../arrays/number-array';

/** A folder of an HDF5 file. */
export interface Hdf5Folder {
  /** What it holds: folders and arrays. */
  readonly names: readonly string[];
  /** A text or a list of texts that it carries; undefined when it carries none of the name. */
  attribute(name: string): string | string[] | undefined;
  /** @returns undefined when there is none of the name */
  folder(name: string): Hdf5Folder | undefined;
  /** @throws {FormatError} when there is none of the path, or not of numbers */
  numbers(path: string): NumberArray;
}

let opened = 0;

/**
 * Does something with an HDF5 file, which h5wasm reads.
 *
 * @throws {ModelError} when h5wasm is not installed
 * @throws {FormatError} for what is no such file, or a damaged one
 */
export async function withHdf5<T>(bytes: Uint8Array, work: (root: Hdf5Folder) => T): Promise<T> {
  const hdf5 = await importHdf5();
  const { FS, activate_throwing_error_handler: throwErrors } = await hdf5.ready;
  throwErrors(); // rather than printing them
  const name = `xai-${opened++}.h5`; // in a file system in memory
  FS.writeFile(name, bytes);
  try {
    const file = openFile(name, hdf5.File);
    try {
      return work(folderOf(file, hdf5));
    } finally {
      file.close();
    }
  } finally {
    FS.unlink(name);
  }
}

type Hdf5 = typeof import('h5wasm');

/** Inside `try`: only there do bundlers let a package be missing. */
async function importHdf5(): Promise<Hdf5> {
  try {
    return await import('h5wasm');
  } catch (cause) {
    const expected = 'the package h5wasm: npm install h5wasm';
    throw new ModelError(`A file of Keras needs ${expected}.`, { argument: 'model', expected, cause });
  }
}

function openFile(name: string, File: Hdf5['File']): InstanceType<Hdf5['File']> {
  try {
    return new File(name, 'r');
  } catch (cause) {
    throw new FormatError('The file is damaged; expected a whole HDF5 file.', { cause });
  }
}

function folderOf(group: Group, hdf5: Hdf5): Hdf5Folder {
  return {
    names: group.keys(),
    attribute: (name) => textsOf(group.attrs[name]?.value),
    folder: (name) => {
      const found = group.keys().includes(name) ? group.get(name) : undefined;
      return found instanceof hdf5.Group ? folderOf(found, hdf5) : undefined;
    },
    numbers: (path) => {
      const found = group.get(path);
      if (found instanceof hdf5.Dataset) return numbersOf(path, found);
      throw new FormatError(`The file has no array ${path}; expected a whole file of Keras.`);
    },
  };
}

function textsOf(value: unknown): string | string[] | undefined {
  if (typeof value === 'string' || value === undefined) return value;
  return Array.isArray(value) ? value.map(String) : [];
}

function numbersOf(path: string, { value, shape }: Dataset): NumberArray {
  if (typeof value === 'number') return { shape: [], values: Float32Array.of(value) };
  if (shape && value instanceof Float64Array) return { shape, values: value };
  if (shape && ArrayBuffer.isView(value) && !(value instanceof BigInt64Array || value instanceof BigUint64Array))
    return { shape, values: Float32Array.from(value as unknown as ArrayLike<number>) };
  throw new FormatError(`The array ${path} is of no type that can be read; expected float32 numbers.`);
}
