/** One of the items of a run: what is explained, and what the index calls it. */
export interface RunItem<Item = unknown> {
  readonly name: string;
  readonly item: Item;
  /** The SHA-256 of the file that it is in: other bytes are another item. */
  readonly sha256?: string;
}
