import { concat, type Tensor } from '@tensorflow/tfjs-core';
import { AbortError, throwIfAborted } from 'xai-base';
import type { EvaluationBatch } from 'xai-metrics';
import type { Item, Prepared, RunItem } from 'xai-recipes';
import { noneOf } from '../datasets/none-of';

/** An item that could not be read. */
export interface BrokenItem {
  readonly name: string;
  readonly message: string;
}

/** How the items of a data set become batches. */
export interface SampleOptions {
  readonly batchSize: number;
  /** The output that is explained; the most activated of each sample, if it is left out. */
  readonly target?: number;
  readonly signal?: AbortSignal;
}

/**
 * The items of a data set, batch by batch; none is held for longer than it is needed. Those that are broken, or of another shape than the first, are left out.
 *
 * @param broken gets these
 */
export async function* samplesOf(
  prepared: Prepared,
  items: readonly RunItem<Item>[],
  broken: BrokenItem[],
  { batchSize, target, signal }: SampleOptions,
): AsyncGenerator<EvaluationBatch> {
  let shape: string | undefined;
  const rows: Tensor[] = [];
  const batch = async function* (): AsyncGenerator<EvaluationBatch> {
    if (rows.length === 0) return;
    const input = concat(rows);
    for (const row of rows.splice(0)) row.dispose();
    try {
      yield { input, ...(target !== undefined && { target }) };
    } finally {
      input.dispose();
    }
  };
  try {
    for (const { name, item } of items) {
      throwIfAborted(signal);
      const row = await inputOf(prepared, item);
      const own = row instanceof Error ? '' : String(row.shape);
      shape ??= own === '' ? undefined : own;
      if (row instanceof Error || own !== shape) {
        broken.push({
          name,
          message: row instanceof Error ? row.message : `It has the shape [${own}], others [${shape}].`,
        });
        if (!(row instanceof Error)) row.dispose();
        continue;
      }
      rows.push(row);
      if (rows.length === batchSize) yield* batch();
    }
    yield* batch();
  } finally {
    for (const row of rows) row.dispose();
  }
}

/**
 * The first item that can be read, which says what all are like.
 *
 * @throws {FileError} when there is none
 */
export async function readableItem(prepared: Prepared, items: readonly RunItem<Item>[], data: string): Promise<Item> {
  let problem = '';
  for (const { name, item } of items) {
    const input = await inputOf(prepared, item);
    if (!(input instanceof Error)) {
      input.dispose();
      return item;
    }
    problem ||= `${name}: ${input.message}`;
  }
  throw noneOf(data, items.length, 'read', problem);
}

async function inputOf(prepared: Prepared, item: Item): Promise<Tensor | Error> {
  try {
    return await prepared.inputOf(item);
  } catch (error) {
    if (error instanceof AbortError || !(error instanceof Error)) throw error;
    return error;
  }
}
