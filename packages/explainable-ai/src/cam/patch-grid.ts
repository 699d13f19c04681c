import { reshape, slice, type Tensor } from '@tensorflow/tfjs-core';
import { describeValue, ShapeError, ValueError } from 'xai-base';

/** How the patches of an image lie: in a square, or in rows and columns. */
export type Grid = true | readonly [rows: number, columns: number];

/** @throws {ValueError} for anything but `true`, or two lengths */
export function checkGrid(grid: unknown): void {
  if (grid === undefined || grid === true) return;
  const isLength = (length: unknown) => Number.isSafeInteger(length) && (length as number) > 0;
  if (Array.isArray(grid) && grid.length === 2 && grid.every(isLength)) return;
  const expected = 'true, or the rows and columns of the patches: [14, 14]';
  throw new ValueError(`grid is ${describeValue(grid)}; expected ${expected}.`, {
    argument: 'grid',
    value: grid,
    expected,
  });
}

/**
 * Tokens as the patches of the image lie: the last `rows * columns` of them, row by row; what stands before them is no patch.
 *
 * @param tokens `[batch, tokens, features]`
 * @returns `[batch, rows, columns, features]`
 * @throws {ShapeError} for features of another rank, or fewer tokens than patches
 */
export function patchGrid(tokens: Tensor, grid: Grid): Tensor {
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
