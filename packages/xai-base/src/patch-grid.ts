import { reshape, slice, type Tensor } from '@tensorflow/tfjs-core';
import { ShapeError } from './errors';
import { wrongValue } from './messages/wrong-value';

/** How the patches of an image lie: `true` in a square, or in rows and columns. */
export type PatchGrid = true | readonly [rows: number, columns: number];

/**
 * Checks how patches lie.
 *
 * @throws {ValueError} for anything but `true`, two lengths, or undefined
 *
 * @example
 * ```ts
 * checkPatchGrid([14, 14]); // 14 rows of 14 patches; [14] would be an error
 * ```
 */
export function checkPatchGrid(grid: unknown): void {
  if (grid === undefined || grid === true) return;
  const isLength = (length: unknown) => Number.isSafeInteger(length) && (length as number) > 0;
  if (Array.isArray(grid) && grid.length === 2 && grid.every(isLength)) return;
  const expected = 'true, or the rows and columns of the patches: [14, 14]';
  throw wrongValue('grid', grid, expected);
}

/**
 * Tokens of a vision transformer as the patches of the image lie: the last `rows * columns` of them, row by row; what stands before them, such as the
 * classifying token, is no patch.
 *
 * @param tokens `[batch, tokens, features]`
 * @returns `[batch, rows, columns, features]`
 * @throws {ShapeError} for tokens of another rank, or fewer tokens than patches
 *
 * @example
 * ```ts
 * const tokens = tf.tensor3d([[[9], [1], [2], [3], [4]]]); // the classifying token and four patches
 * patchGrid(tokens, true); // => [[[[1], [2]], [[3], [4]]]]
 * ```
 */
export function patchGrid(tokens: Tensor, grid: PatchGrid): Tensor {
  const [batch, count, features] = tokens.shape;
  const side = Math.floor(Math.sqrt(count as number));
  const [rows, columns] = grid === true ? [side, side] : grid;
  const before = (count as number) - rows * columns;
  if (tokens.rank !== 3 || before < 0) {
    const expected = `[batch, tokens, features] with ${grid === true ? 'a token' : `${rows * columns} tokens`} at least`;
    throw new ShapeError(`The features have shape [${tokens.shape}]; a grid of patches expects ${expected}.`, {
      argument: 'grid',
      value: tokens.shape,
      expected,
    });
  }
  const patches = slice(tokens, [0, before, 0], [batch, rows * columns, features as number]);
  return reshape(patches, [batch, rows, columns, features as number]);
}
