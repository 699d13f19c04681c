import { normalOf } from './ziggurat';

/**
 * A seeded stream of random numbers, made on the host, so that it gives the same numbers on every backend.
 *
 * Uniform numbers come from sfc32 (a small fast counter generator of 128 bits, seeded through SplitMix32 and
 * warmed up), normal ones from the polar method, one by one, or from the ziggurat, an array at once.
 *
 * @see G. Marsaglia, T. A. Bray: A convenient method for generating normal variables (1964)
 *
 * @example
 * ```ts
 * new RandomStream(42).uniform() === new RandomStream(42).uniform(); // => true
 * ```
 */
export class RandomStream {
  private a = 0; // numbers from the start: fields that were once undefined are a third slower
  private b = 0;
  private c = 0;
  private counter = 1;
  private spare = Number.NaN;

  /** @param seed any integer; without one, a seed is drawn (and can be read back) */
  constructor(readonly seed: number = Math.floor(Math.random() * 2 ** 32)) {
    const low = splitMix32(seed);
    const high = splitMix32(Math.floor(seed / 2 ** 32));
    this.a = low(); // one to one with the seed's low 32 bits
    this.b = high(); // and with its high ones: no two seeds start alike
    this.c = low();
    for (let i = 0; i < 12; i++) this.integer();
  }

  /** The next integer, uniform from 0 to 2^32 - 1. */
  integer(): number {
    const sum = (((this.a + this.b) | 0) + this.counter) | 0;
    this.counter = (this.counter + 1) | 0;
    this.a = this.b ^ (this.b >>> 9);
    this.b = (this.c + (this.c << 3)) | 0;
    this.c = (((this.c << 21) | (this.c >>> 11)) + sum) | 0;
    return sum >>> 0;
  }

  /** The next number, uniform in [0, 1). */
  uniform(): number {
    return this.integer() / 2 ** 32;
  }

  /** Fills an array with the next numbers, uniform in [0, 1). */
  fillUniform(values: Float32Array | Float64Array): void {
    for (let index = 0; index < values.length; index++) values[index] = this.uniform();
  }

  /** Fills an array with numbers of the standard normal distribution: others than come one by one, and in about half the time, by the ziggurat method. */
  fillNormal(values: Float32Array | Float64Array): void {
    const draw = () => this.integer();
    for (let index = 0; index < values.length; index++) values[index] = normalOf(this.integer(), draw);
  }

  /** The next number of the standard normal distribution. */
  normal(): number {
    const spare = this.spare;
    if (!Number.isNaN(spare)) {
      this.spare = Number.NaN;
      return spare;
    }
    for (;;) {
      const x = 2 * this.uniform() - 1;
      const y = 2 * this.uniform() - 1;
      const square = x * x + y * y;
      if (square > 0 && square < 1) {
        const scale = Math.sqrt((-2 * Math.log(square)) / square);
        this.spare = y * scale;
        return x * scale;
      }
    }
  }
}

/** @see G. L. Steele, D. Lea, C. H. Flood: Fast splittable pseudorandom number generators (2014) */
function splitMix32(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x9e3779b9) | 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return mixed ^ (mixed >>> 15);
  };
}
