import { checkPositiveInteger } from 'xai-base';
import type { Segmenter } from './segmenter';

/**
 * Divides an image into a grid of rectangles.
 *
 * @param rows how many rows of rectangles; at most the image's height is used
 * @param columns how many columns; as many as rows by default
 * @throws {ValueError} for counts that are no integers of at least 1
 *
 * @example
 * ```ts
 * gridSegments(1, 2)({ values: [0, 0, 0, 0], height: 2, width: 2, channels: 1 }); // => [0, 1, 0, 1]
 * ```
 */
export function gridSegments(rows: number, columns: number = rows): Segmenter {
  checkPositiveInteger('rows', rows);
  checkPositiveInteger('columns', columns);
  return ({ height, width }) => {
    const down = Math.min(rows, height);
    const across = Math.min(columns, width);
    return new Int32Array(height * width).map((_, pixel) => {
      const row = Math.floor((Math.floor(pixel / width) * down) / height);
      return row * across + Math.floor(((pixel % width) * across) / width);
    });
  };
}
