import { Tensor } from '@tensorflow/tfjs-core';
import { type Explanation, serialize, throwIfAborted } from 'xai-base';
import { explainBatch } from '../prepare/explain-batch';
import type { IndexEntry } from './index-entry';
import { joinExplanations, shapeKey } from './join-explanations';
import type { RunItem } from './run-item';

/** What explains the items of a run, such as a prepared recipe. */
export interface Explainer<Item> {
  /** The names of the outputs, where they are known. */
  readonly labels?: readonly string[];
  /** Explains one item, `[1, ...]`. */
  explain(item: Item, options: { readonly signal?: AbortSignal }): Promise<Explanation>;
  /** Explains several items at once: of each its explanation, or the error that says why there is none. */
  explainBatch?(
    items: readonly Item[],
    options: { readonly signal?: AbortSignal },
  ): Promise<readonly (Explanation | Error)[]>;
}

/** Items that follow one another, which are explained and kept together. */
export interface Shard<Item> {
  /** Which of the shards, from 0. */
  readonly number: number;
  /** The place of its first item among all. */
  readonly first: number;
  readonly items: readonly RunItem<Item>[];
}

/** What became of a shard: files to keep, and a line of the index for each item. */
export interface ShardResult {
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly entries: readonly IndexEntry[];
}

/**
 * Explains the items of a shard. What cannot be explained is said in its line of the index, and the others go on. The result depends on the items alone,
 * to the last byte: it does not matter who explains it, when, and how often.
 *
 * @returns a file for items of the same shape, in the layout of safetensors: `deserialize` of xai-base reads it as the explanation of a batch
 * @throws {AbortError} when the signal fires
 *
 * @example
 * ```ts
 * const explainer = {
 *   async explain(item: number) {
 *     const parts = { val: tf.tensor2d([[item]]), input: tf.tensor2d([[item]]), output: tf.tensor2d([[0, 1]]) };
 *     return new Explanation({ ...parts, outputSelection: [1], analyzer: 'ByHand', heatmap: 'attribution' });
 *   },
 * };
 * const items = [7, 8].map((item) => ({ name: `number ${item}`, item }));
 * const { entries } = await explainShard(explainer, { number: 0, first: 0, items });
 * entries[1].name; // => 'number 8'
 * ```
 */
export async function explainShard<Item>(
  explainer: Explainer<Item>,
  { number, first, items }: Shard<Item>,
  { signal }: { readonly signal?: AbortSignal } = {},
): Promise<ShardResult> {
  const all = await explained(
    explainer,
    items.map(({ item }) => item),
    signal,
  );
  try {
    const groups = new Map<string, Explanation[]>();
    const entries: IndexEntry[] = [];
    for (const [at, explanation] of all.entries()) {
      const place = { index: first + at, name: items[at].name };
      if (explanation instanceof Error) {
        entries.push({ ...place, error: { name: explanation.name, message: explanation.message } });
        continue;
      }
      const key = shapeKey(explanation);
      const group = groups.get(key) ?? [];
      groups.set(key, [...group, explanation]);
      const shard = fileOf(number, [...groups.keys()].indexOf(key));
      entries.push({ ...place, shard, row: group.length, ...(await measured(explanation, explainer.labels)) });
    }
    const files = new Map<string, Uint8Array>();
    for (const [at, group] of [...groups.values()].entries()) files.set(fileOf(number, at), await joined(group));
    return { files, entries };
  } finally {
    for (const one of all) if (!(one instanceof Error)) one.dispose();
  }
}

function explained<Item>(
  explainer: Explainer<Item>,
  items: readonly Item[],
  signal: AbortSignal | undefined,
): Promise<readonly (Explanation | Error)[]> {
  throwIfAborted(signal);
  if (explainer.explainBatch) return explainer.explainBatch(items, { signal });
  return explainBatch(items, { explain: (item) => explainer.explain(item, { signal }) }, signal);
}

/** `shards/000012.safetensors`; of items of other shapes `shards/000012-1.safetensors`, ... */
function fileOf(number: number, group: number): string {
  const name = String(number).padStart(6, '0');
  return `shards/${name}${group === 0 ? '' : `-${group}`}.safetensors`;
}

async function joined(group: readonly Explanation[]): Promise<Uint8Array> {
  const all = joinExplanations(group);
  try {
    return await serialize(all);
  } finally {
    all.dispose();
  }
}

async function measured({ val, output, outputSelection, extras }: Explanation, labels?: readonly string[]) {
  const [values, outputs] = await Promise.all([numbersOf(val), numbersOf(output)]);
  const prediction = outputs.indexOf(outputs.reduce((most, one) => Math.max(most, one), Number.NEGATIVE_INFINITY));
  const [selection] = outputSelection;
  const error = await firstOf(extras?.completenessError);
  return {
    prediction,
    ...(labels?.[prediction] !== undefined && { label: labels[prediction] }),
    selection,
    value: outputs[selection],
    sum: values.reduce((sum: number, one) => sum + one, 0),
    ...(error !== undefined && { completenessError: error }),
  };
}

async function firstOf(value: unknown): Promise<number | undefined> {
  const [first] = value instanceof Tensor ? await numbersOf(value) : [value].flat();
  return typeof first === 'number' ? first : undefined;
}

async function numbersOf(tensor: Tensor): Promise<number[]> {
  return Array.from(await tensor.data());
}
