import { BaselineAttribution } from 'xai-metrics';

/** The other edge filter of the benchmark: four times a pixel less its neighbours, which go on at the edges. */
export class LaplaceAttribution extends BaselineAttribution {
  readonly name = 'LaplaceAttribution';

  protected attribute(sample: ArrayLike<number>, [height, width, channels]: readonly number[]): ArrayLike<number> {
    const at = (row: number, column: number, channel: number) => {
      const [y, x] = [Math.min(height - 1, Math.max(0, row)), Math.min(width - 1, Math.max(0, column))];
      return sample[(y * width + x) * channels + channel];
    };
    return Float32Array.from(sample, (value, index) => {
      const [pixel, channel] = [Math.floor(index / channels), index % channels];
      const [row, column] = [Math.floor(pixel / width), pixel % width];
      const around = at(row - 1, column, channel) + at(row + 1, column, channel) + at(row, column - 1, channel);
      return 4 * value - around - at(row, column + 1, channel);
    });
  }
}
