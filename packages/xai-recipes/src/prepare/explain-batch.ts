import { AbortError, type Explanation, TensorBag, throwIfAborted, yieldToEventLoop } from 'xai-base';
import type { Subject } from '../inputs/subject';
import { likeness } from './likeness';

/** An item that was read, and its place among those of the batch. */
export interface ReadItem<Item> {
  readonly at: number;
  readonly item: Item;
  readonly subject: Subject;
}

/** How items are explained one by one, and together. */
export interface BatchSteps<Item> {
  /** Explains one. */
  explain(item: Item): Promise<Explanation>;
  /** How several are explained at once, where that is possible. */
  readonly together?: {
    read(item: Item, bag: TensorBag): Promise<Subject>;
    /**
     * @param key of what they have in common
     * @returns an explanation each; undefined where the method gives none for each
     */
    explain(group: readonly ReadItem<Item>[], key: string, bag: TensorBag): Promise<Explanation[] | undefined>;
  };
}

/** What became of each of some items; what a batch cannot explain is explained one by one, which shows which item it was. */
export async function explainBatch<Item>(
  items: readonly Item[],
  steps: BatchSteps<Item>,
  signal: AbortSignal | undefined,
): Promise<(Explanation | Error)[]> {
  const found = new Map<number, Explanation | Error>();
  const bag = new TensorBag();
  try {
    for (const [key, group] of await alike(items, steps, found, bag)) {
      const batch = await unlessBroken(async () => steps.together?.explain(group, key, bag));
      if (Array.isArray(batch)) group.forEach(({ at }, place) => void found.set(at, batch[place]));
    }
    for (const [at, item] of items.entries()) {
      if (found.has(at)) continue;
      await yieldToEventLoop();
      throwIfAborted(signal);
      found.set(at, await unlessBroken(() => steps.explain(item)));
    }
    return items.map((_, at) => found.get(at) as Explanation | Error);
  } catch (error) {
    for (const one of found.values()) if (!(one instanceof Error)) one.dispose();
    throw error;
  } finally {
    bag.dispose();
  }
}

/** The items that can be read, by their places, in groups of those that make a batch. */
async function alike<Item>(
  items: readonly Item[],
  { together }: BatchSteps<Item>,
  broken: Map<number, Explanation | Error>,
  bag: TensorBag,
): Promise<Map<string, ReadItem<Item>[]>> {
  const groups = new Map<string, ReadItem<Item>[]>();
  for (const [at, item] of together ? items.entries() : []) {
    const subject = await unlessBroken(() => together!.read(item, bag));
    if (subject instanceof Error) {
      broken.set(at, subject);
      continue;
    }
    const key = await likeness(subject);
    groups.set(key, [...(groups.get(key) ?? []), { at, item, subject }]);
  }
  return groups;
}

async function unlessBroken<Result>(work: () => Promise<Result>): Promise<Result | Error> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof AbortError) throw error;
    return error instanceof Error ? error : new Error(String(error));
  }
}
