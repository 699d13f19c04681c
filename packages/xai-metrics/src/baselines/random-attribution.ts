import { RandomStream } from 'xai-base';
import { BaselineAttribution } from './baseline-attribution';

/**
 * Normal random numbers as an explanation. They depend on the seed and on the sample's values alone: a sample gets the same in any batch.
 *
 * @example
 * ```ts
 * const [once, again] = [await analyze(tf.ones([1, 3]), new RandomAttribution()), await analyze(tf.ones([2, 3]), new RandomAttribution())];
 * tf.max(tf.abs(tf.sub(again.val, once.val))); // => 0
 * ```
 */
export class RandomAttribution extends BaselineAttribution {
  readonly name = 'RandomAttribution';

  protected attribute(sample: ArrayLike<number>, _shape: readonly number[], seed: number): ArrayLike<number> {
    const bits = new Uint32Array(Float32Array.from(sample).buffer);
    let hash = 0x811c9dc5 ^ seed;
    for (const word of bits) {
      hash = Math.imul(hash ^ word, 0x01000193);
      hash ^= hash >>> 15; // as the low bits of numbers are mostly 0
    }
    const stream = new RandomStream(hash >>> 0);
    return Float32Array.from(sample, () => stream.normal());
  }
}
