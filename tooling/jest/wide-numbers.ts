/** Numbers of 32 bits as files and other programs have them. */
const Narrow = Float32Array;

/**
 * Takes the place of `Float32Array` with numbers of 64 bits: what is stored with 32 bits, in a file's bytes, is widened. All that is computed on TensorFlow.js's
 * cpu backend, whose kernels calculate in double precision and round when they store, is then double precision throughout.
 */
class WideFloat32Array extends Float64Array {
  /** Of numbers in a file. */
  static override readonly BYTES_PER_ELEMENT: number = Narrow.BYTES_PER_ELEMENT;

  constructor(source: number | ArrayBuffer | ArrayLike<number> = 0, offset?: number, length?: number) {
    super((isBuffer(source) ? new Narrow(source, offset, length) : source) as ArrayLike<number>);
  }

  /** Parts and copies look at the same numbers. */
  static get [Symbol.species]() {
    return Float64Array;
  }

  static override [Symbol.hasInstance](value: unknown): boolean {
    return value instanceof Float64Array || value instanceof Narrow;
  }
}

const isBuffer = (source: unknown): source is ArrayBuffer =>
  source instanceof ArrayBuffer || source instanceof SharedArrayBuffer;

/** From now on, this process computes with 64 bits where it did with 32. */
export function widenNumbers(): void {
  Object.assign(globalThis, { Float32Array: WideFloat32Array });
}
