import type { RandomStream } from 'xai-base';
import type { Plane } from '../../numbers/structural-similarity';

/**
 * A square piece of one of some photographs, of a side between that of the image and the photograph's, anywhere in it, mirrored or not, made smaller by the mean of what
 * falls into a pixel, less its mean.
 */
export function pieceOf(photographs: readonly Plane[], side: number, stream: RandomStream): Float64Array {
  const { values, height, width } = photographs[Math.floor(stream.uniform() * photographs.length)];
  const most = Math.min(height, width);
  const length = side + Math.floor(stream.uniform() * (most - side + 1));
  const top = Math.floor(stream.uniform() * (height - length + 1));
  const left = Math.floor(stream.uniform() * (width - length + 1));
  const isMirrored = stream.uniform() < 0.5;
  const edges = Int32Array.from({ length: side + 1 }, (_, cell) => Math.floor((cell * length) / side));
  const piece = new Float64Array(side * side);
  for (let row = 0; row < side; row++)
    for (let column = 0; column < side; column++) {
      const [x, y] = [edges[column], edges[row]];
      const [right, bottom] = [edges[column + 1], edges[row + 1]];
      let sum = 0;
      for (let down = top + y; down < top + bottom; down++)
        for (let across = left + x; across < left + right; across++) sum += values[down * width + across];
      piece[row * side + (isMirrored ? side - 1 - column : column)] = sum / ((right - x) * (bottom - y));
    }
  const mean = piece.reduce((sum, value) => sum + value, 0) / piece.length;
  return piece.map((value) => value - mean);
}
