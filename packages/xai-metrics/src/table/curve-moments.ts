/** The moments of curves as plain values. */
export interface PlainMoments {
  readonly count: number;
  readonly mean: readonly number[];
  readonly square: readonly number[];
  /** What each point is the stage of, where it is of one. */
  readonly stages?: readonly string[];
}

/** The running mean and spread of curves, point by point: memory does not grow with how many there are. */
export class CurveMoments {
  /** @param square the sums of squared distances from the mean */
  private constructor(
    private count: number,
    private readonly mean: Float64Array,
    private readonly square: Float64Array,
    readonly stages?: readonly string[],
  ) {}

  /** Those of some curves, all of them with the points of the first: others are read between their points. */
  static of(curves: readonly ArrayLike<number>[], stages?: readonly string[]): CurveMoments {
    const { length } = curves[0];
    const moments = new CurveMoments(0, new Float64Array(length), new Float64Array(length), stages);
    for (const curve of curves) {
      const one = new CurveMoments(1, resampled(curve, length), new Float64Array(length));
      if (one.mean.every((value) => !Number.isNaN(value))) moments.merge(one);
    }
    return moments;
  }

  static from({ count, mean, square, stages }: PlainMoments): CurveMoments {
    return new CurveMoments(count, Float64Array.from(mean), Float64Array.from(square), stages);
  }

  /** Takes in others. */
  merge(other: CurveMoments): void {
    if (other.count === 0) return;
    const { length } = this.mean;
    const [mean, square] = [resampled(other.mean, length), resampled(other.square, length)];
    const count = this.count + other.count;
    for (let point = 0; point < length; point++) {
      const difference = mean[point] - this.mean[point];
      this.mean[point] += (difference * other.count) / count;
      this.square[point] += square[point] + (difference ** 2 * this.count * other.count) / count;
    }
    this.count = count;
  }

  /** The mean at each point, and half the width of its interval, `z` standard errors. */
  interval(z: number): { mean: Float64Array; half: Float64Array; count: number } {
    const half = this.square.map((square) => z * Math.sqrt(square / (this.count - 1) / this.count));
    return { mean: this.mean.slice(), half, count: this.count };
  }

  toJSON(): PlainMoments {
    const { count, mean, square, stages } = this;
    return { count, mean: Array.from(mean), square: Array.from(square), ...(stages && { stages }) };
  }
}

/** A curve over the same range with another number of points. */
function resampled(curve: ArrayLike<number>, length: number): Float64Array {
  if (curve.length === length) return Float64Array.from(curve);
  return Float64Array.from({ length }, (_, point) => {
    const place = length === 1 ? 0 : (point * (curve.length - 1)) / (length - 1);
    const before = Math.min(Math.floor(place), curve.length - 1);
    const after = Math.min(before + 1, curve.length - 1);
    return curve[before] + (place - before) * (curve[after] - curve[before]);
  });
}
