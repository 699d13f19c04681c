import { pixelsBetweenTurns, turn } from './turn';

const smallest = 0.5; // of the mean size: below, a piece joins a neighbour
const largest = 3; // of the mean size: above, it is divided

/**
 * Makes every segment one connected piece. Pieces of less than half the mean size join a segment next to them, those of more than
 * three times the mean size are divided. Small pieces that come before any neighbour of theirs join the first segment.
 *
 * @param labels a segment for each pixel
 * @returns new labels, from 0
 */
export async function connectSegments(
  labels: ArrayLike<number>,
  { height, width }: { height: number; width: number },
  meanSize: number,
  signal?: AbortSignal,
): Promise<Int32Array> {
  const [least, most] = [Math.floor(smallest * meanSize), Math.floor(largest * meanSize)];
  const connected = new Int32Array(labels.length).fill(-1);
  let next = 0;
  for (let start = 0; start < labels.length; start++) {
    if (start % pixelsBetweenTurns === 0) await turn(signal);
    if (connected[start] >= 0) continue;
    const piece = [start];
    connected[start] = next;
    let adjacent = 0; // of a small piece that has no neighbour yet
    for (let visited = 0; visited < piece.length && piece.length < most; visited++) {
      for (const pixel of neighbours(piece[visited], height, width)) {
        if (connected[pixel] >= 0) {
          if (connected[pixel] !== next) adjacent = connected[pixel];
        } else if (labels[pixel] === labels[start] && piece.length < most) {
          connected[pixel] = next;
          piece.push(pixel);
        }
      }
    }
    if (piece.length >= least) next++;
    else for (const pixel of piece) connected[pixel] = adjacent;
  }
  return connected;
}

/** Right, left, below, above. */
function neighbours(pixel: number, height: number, width: number): number[] {
  const [y, x] = [Math.floor(pixel / width), pixel % width];
  const found: number[] = [];
  if (x + 1 < width) found.push(pixel + 1);
  if (x > 0) found.push(pixel - 1);
  if (y + 1 < height) found.push(pixel + width);
  if (y > 0) found.push(pixel - width);
  return found;
}
