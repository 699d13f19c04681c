import { slice, Tensor } from '@tensorflow/tfjs-core';
import {
  checkInput,
  checkKeys,
  type OutputSelection,
  ShapeError,
  sliceSelector,
  toSelector,
  type ValueError,
  wrongValue,
} from 'xai-base';

/** Samples to evaluate on. */
export interface EvaluationBatch {
  /** `[batch, ...]`, channels last. */
  readonly input: Tensor;
  /** Which output is explained; by default the most activated one of each sample. */
  readonly target?: OutputSelection;
  /** Where the explained objects are, for metrics of localisation. */
  readonly masks?: Tensor;
  /** The label of each position, for metrics that remove segments. */
  readonly segments?: Tensor;
  /** The known explanations: of the input's shape, or of one sample's where it is the same for all. */
  readonly truth?: Tensor;
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
    const { input, target, masks, segments, truth } = await checked(batch);
    const isTruthOfEach = truth !== undefined && truth.rank === input.rank;
    for (let begin = 0; begin < input.shape[0]; begin += batchSize) {
      const size = Math.min(batchSize, input.shape[0] - begin);
      const piece = {
        input: slice(input, begin, size),
        target: target === undefined ? undefined : sliceSelector(toSelector(target, input), begin, size),
        masks: masks && slice(masks, begin, size),
        segments: segments && slice(segments, begin, size),
        truth: truth && (isTruthOfEach ? slice(truth, begin, size) : truth.clone()),
      };
      try {
        await work(piece, first);
      } finally {
        for (const tensor of [piece.input, piece.masks, piece.segments, piece.truth]) tensor?.dispose();
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

/**
 * The samples as batches that come one after the other.
 *
 * @throws {ValueError} for what holds no samples
 */
export function batchesOf(
  data: EvaluationData,
): Iterable<Tensor | EvaluationBatch> | AsyncIterable<Tensor | EvaluationBatch> {
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
  checkKeys(parts, ['input', 'target', 'masks', 'segments', 'truth'], 'A batch');
  await checkInput(parts.input);
  const { input, truth } = parts;
  for (const name of ['masks', 'segments'] as const) await checkRows(name, parts[name], input);
  if (truth !== undefined && truth.rank === input.rank) await checkRows('truth', truth, input);
  return parts;
}

async function checkRows(name: string, tensor: Tensor | undefined, input: Tensor): Promise<void> {
  if (tensor === undefined) return;
  await checkInput(tensor, name);
  if (tensor.shape[0] === input.shape[0]) return;
  const expected = `one a sample, [${input.shape[0]}, ...]`;
  const message = `${name} has shape [${tensor.shape}]; expected ${expected}.`;
  throw new ShapeError(message, { argument: name, value: tensor.shape, expected });
}

function wrong(value: unknown): ValueError {
  const expected = 'a tensor [batch, ...], an object { input, target, masks }, or an iterable of these';
  return wrongValue('dataset', value, expected);
}
