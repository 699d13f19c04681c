import { slice, Tensor } from '@tensorflow/tfjs-core';
import {
  checkInput,
  checkKeys,
  describeValue,
  type OutputSelection,
  ShapeError,
  sliceSelector,
  toSelector,
  ValueError,
} from 'xai-base';

/** Samples to evaluate on. */
export interface EvaluationBatch {
  /** `[batch, ...]`, channels last. */
  readonly input: Tensor;
  /** Which output is explained; by default the most activated one of each sample. */
  readonly target?: OutputSelection;
  /** Where the explained objects are, for metrics of localisation. */
  readonly masks?: Tensor;
}

/** All samples at once, or batches that come one after the other; each batch stays its owner's, and is no longer needed when the next is asked for. */
export type EvaluationData =
  | Tensor
  | EvaluationBatch
  | Iterable<Tensor | EvaluationBatch>
  | AsyncIterable<Tensor | EvaluationBatch>;

/**
 * Goes through the samples in batches of a bounded size, which it frees itself.
 *
 * @param work done for each, with the number of its first sample
 * @throws {ValueError} for what holds no samples
 */
export async function forEachPiece(
  data: EvaluationData,
  batchSize: number,
  work: (piece: EvaluationBatch, first: number) => Promise<void>,
): Promise<void> {
  let first = 0;
  for await (const batch of batchesOf(data)) {
    const { input, target, masks } = await checked(batch);
    for (let begin = 0; begin < input.shape[0]; begin += batchSize) {
      const size = Math.min(batchSize, input.shape[0] - begin);
      const piece = {
        input: slice(input, begin, size),
        target: target === undefined ? undefined : sliceSelector(toSelector(target, input), begin, size),
        masks: masks && slice(masks, begin, size),
      };
      try {
        await work(piece, first);
      } finally {
        piece.input.dispose();
        piece.masks?.dispose();
      }
      first += size;
    }
  }
}

/** How many samples there are, where that is known before they come. */
export function countOf(data: EvaluationData): number {
  if (data instanceof Tensor) return data.shape[0];
  return 'input' in data ? data.input.shape[0] : Number.POSITIVE_INFINITY;
}

function batchesOf(data: EvaluationData): Iterable<Tensor | EvaluationBatch> | AsyncIterable<Tensor | EvaluationBatch> {
  if (data instanceof Tensor) return [data];
  if (typeof data === 'object' && data !== null) {
    if (Symbol.iterator in data || Symbol.asyncIterator in data) return data;
    if ('input' in data) return [data];
  }
  throw wrong(data);
}

async function checked(batch: Tensor | EvaluationBatch): Promise<EvaluationBatch> {
  const parts = batch instanceof Tensor ? { input: batch } : batch;
  if (typeof parts !== 'object' || parts === null || !('input' in parts)) throw wrong(batch);
  checkKeys(parts, ['input', 'target', 'masks'], 'A batch');
  await checkInput(parts.input);
  const { input, masks } = parts;
  if (masks === undefined) return parts;
  await checkInput(masks, 'masks');
  if (masks.shape[0] === input.shape[0]) return parts;
  const expected = `a mask a sample, [${input.shape[0]}, ...]`;
  const message = `masks has shape [${masks.shape}]; expected ${expected}.`;
  throw new ShapeError(message, { argument: 'masks', value: masks.shape, expected });
}

function wrong(value: unknown): ValueError {
  const expected = 'a tensor [batch, ...], an object { input, target, masks }, or an iterable of these';
  const message = `dataset is ${describeValue(value)}; expected ${expected}.`;
  return new ValueError(message, { argument: 'dataset', value, expected });
}
