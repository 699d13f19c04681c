import type { RandomStream } from 'xai-base';

/** Squares side by side, `[height, width]`, row-major; 1 where there is one. */
export interface Tetromino {
  readonly height: number;
  readonly width: number;
  readonly cells: readonly number[];
}

/** One a class: T, and L. */
export const tetrominoes: readonly Tetromino[] = [
  { height: 3, width: 2, cells: [1, 0, 1, 1, 1, 0] },
  { height: 3, width: 2, cells: [1, 0, 1, 0, 1, 1] },
];

/** Where the two are if they do not move: row and column, in cells of an image of 8 x 8. */
export const corners = [
  [1, 1],
  [4, 5],
] as const;

/** A quarter turn to the left. */
export function turned({ height, width, cells }: Tetromino): Tetromino {
  const at = (row: number, column: number) => cells[column * width + (width - 1 - row)];
  const places = Array.from({ length: height * width }, (_, k) => at(Math.floor(k / height), k % height));
  return { height: width, width: height, cells: places };
}

/** One of the four ways to turn it, each of the same chance. */
export function turnedAtRandom(shape: Tetromino, stream: RandomStream): Tetromino {
  let result = shape;
  for (let turns = Math.floor(stream.uniform() * 4); turns > 0; turns--) result = turned(result);
  return result;
}

/** Draws a tetromino into an image of `side` x `side`, its cells enlarged, with its corner at a pixel. */
export function place(
  image: Float64Array,
  side: number,
  { height, width, cells }: Tetromino,
  { row, column, scale, value }: { row: number; column: number; scale: number; value: number },
): void {
  for (let y = 0; y < height * scale; y++)
    for (let x = 0; x < width * scale; x++)
      if (cells[Math.floor(y / scale) * width + Math.floor(x / scale)] === 1)
        image[(row + y) * side + column + x] = value;
}
