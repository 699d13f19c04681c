import type { Tally } from './tally';

/**
 * What several metrics need of the same samples and explanations, computed once: the model's answers, curves, explanations of neighbours. `evaluate` makes one;
 * given as `shared` by hand, it serves metrics that judge the same task.
 *
 * @example
 * ```ts
 * const shared = new SharedWork();
 * let count = 0;
 * const compute = async () => ++count;
 * [await shared.once('answers', compute), await shared.once('answers', compute)]; // => [1, 1]
 * ```
 */
export class SharedWork {
  private readonly results = new Map<string, Promise<unknown>>();

  /**
   * @param ofBatch what methods share, whose explanations of the same samples differ
   * @param tally counts what would be done, which is then not done
   */
  constructor(
    private readonly ofBatch?: SharedWork,
    readonly tally?: Tally,
  ) {}

  /** What was computed under a key before, or else what is computed now. */
  once<T>(key: string, compute: () => Promise<T>): Promise<T> {
    const before = this.results.get(key);
    if (before) return before as Promise<T>;
    const result = compute();
    this.results.set(key, result);
    return result;
  }

  /** As {@link once}, of what depends on the samples alone. */
  onceInBatch<T>(key: string, compute: () => Promise<T>): Promise<T> {
    return (this.ofBatch ?? this).once(key, compute);
  }
}
