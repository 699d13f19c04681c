import { checkKeys, checkPositiveInteger, wrongValue } from 'xai-base';

/**
 * A worker's part of an evaluation: of the batches the one with the number `index`, and each `of`-th after it. Workers with the same data, one share each, write
 * into one journal, in whatever order; `evaluate` without a share and with that journal then finds all batches judged, and gives the table: the same, to the
 * last digit, for any number of workers. Metrics of a whole data set are judged then; in the table of a share they are undefined.
 *
 * @example
 * ```ts
 * const model = (x: tf.Tensor) => tf.sum(x, 1, true);
 * const rows = tf.tensor2d([[3, 1], [0, 2], [2, 2]]);
 * const lines: string[] = [];
 * const journal: Journal = { read: async () => lines, append: async (line) => void lines.push(line) };
 * const judge = (options: EvaluateOptions) =>
 *   evaluate({ Input: new InputAttribution(model) }, model, rows, [new Sparseness()], { batchSize: 1, ...options });
 * for (const index of [0, 1]) await judge({ share: { index, of: 2 }, journal }); // by two workers, or more
 * const table = await judge({ journal });
 * table.values('Input', 'Sparseness'); // => [0.25, 0.5, 0]
 * ```
 */
export interface Share {
  readonly index: number;
  readonly of: number;
}

/** What one worker judges alone. */
export const everything: Share = { index: 0, of: 1 };

/** @throws {ValueError} for a share that is none */
export function checkShare(share: Share): void {
  checkKeys(share, ['index', 'of'], 'share');
  const { index, of } = share;
  checkPositiveInteger('share.of', of);
  if (Number.isInteger(index) && index >= 0 && index < of) return;
  throw wrongValue('share.index', index, `an integer from 0 to ${of - 1}`);
}
