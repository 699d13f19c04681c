import { normalOf } from './ziggurat';

/**
 * A seeded stream of random numbers, made on the host, so that it gives the same numbers on every backend.
 *
 * Uniform numbers come from sfc32 (a small fast counter generator of 128 bits, seeded through SplitMix32 and
 * warmed up), normal ones from the ziggurat.
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
  private readonly draw = () => this.integer();

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

  /** The next number of the standard normal distribution. */
  normal(): number {
    return normalOf(this.integer(), this.draw);
  }

  /** Fills an array with the next numbers of the standard normal distribution. */
  fillNormal(values: Float32Array | Float64Array): void {
    for (let index = 0; index < values.length; index++) values[index] = normalOf(this.integer(), this.draw);
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
