/** What the index says of an item that was explained. */
export interface ExplainedEntry {
  /** Its place among all items, from 0. */
  readonly index: number;
  readonly name: string;
  /** The file with its explanation, and which row of its tensors. */
  readonly shard: string;
  readonly row: number;
  /** The most activated output. */
  readonly prediction: number;
  /** Its name, where it is known. */
  readonly label?: string;
  /** The output that was explained, and its value. */
  readonly selection: number;
  readonly value: number;
  /** What the attribution adds up to. */
  readonly sum: number;
  /** By how much that misses what it must be, of methods that say so. */
  readonly completenessError?: number;
}

/** What the index says of an item that cannot be explained. */
export interface BrokenEntry {
  readonly index: number;
  readonly name: string;
  /** Why not. */
  readonly error: { readonly name: string; readonly message: string };
}

/** A line of the index of a run. */
export type IndexEntry = ExplainedEntry | BrokenEntry;

/**
 * Whether an item was explained.
 *
 * @example
 * ```ts
 * isExplained({ index: 3, name: 'cat.png', error: { name: 'FileError', message: 'There is no file cat.png.' } }); // => false
 * ```
 */
export function isExplained(entry: IndexEntry): entry is ExplainedEntry {
  return !('error' in entry);
}
