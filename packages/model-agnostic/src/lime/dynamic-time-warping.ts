/**
 * The distance between two time series whose clocks may run at different speeds: the least sum of `|x_i - y_j|` (summed over
 * channels) on a way from both starts to both ends, in steps of one in x, in y or in both.
 *
 * @param x `[time, channels]`, row-major
 * @param y `[time, channels]`, row-major; it may have another length
 * @see H. Sakoe, S. Chiba: Dynamic programming algorithm optimization for spoken word recognition (1978)
 *
 * @example
 * ```ts
 * dynamicTimeWarping([1, 2, 3, 3], [1, 1, 2, 3]); // => 0
 * ```
 */
export function dynamicTimeWarping(x: ArrayLike<number>, y: ArrayLike<number>, channels = 1): number {
  const [rows, columns] = [x.length / channels, y.length / channels];
  let before = new Float64Array(columns + 1).fill(Number.POSITIVE_INFINITY);
  before[0] = 0;
  for (let i = 0; i < rows; i++) {
    const line = new Float64Array(columns + 1).fill(Number.POSITIVE_INFINITY);
    for (let j = 0; j < columns; j++) {
      let cost = 0;
      for (let c = 0; c < channels; c++) cost += Math.abs(x[i * channels + c] - y[j * channels + c]);
      line[j + 1] = cost + Math.min(before[j], before[j + 1], line[j]);
    }
    before = line;
  }
  return before[columns];
}
