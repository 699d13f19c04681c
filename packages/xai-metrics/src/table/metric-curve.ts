import type { CurveMoments } from './curve-moments';

/** What a metric follows along a path, on average over the samples. */
export interface MetricCurve {
  /** The fraction of the path, from 0 to 1. */
  readonly places: Float64Array;
  /** The mean at each place. */
  readonly mean: Float64Array;
  /** The ends of its interval, two standard errors away. */
  readonly low: Float64Array;
  readonly high: Float64Array;
  /** How many samples it is of. */
  readonly count: number;
  /** Of a metric with stages: their names, the one before them being empty. */
  readonly stages?: readonly string[];
}

/** The mean curve of moments. */
export function curveOf(moments: CurveMoments): MetricCurve {
  const { mean, half, count } = moments.interval(1.96);
  return {
    places: mean.map((_, point) => point / Math.max(1, mean.length - 1)),
    mean,
    low: mean.map((value, point) => value - half[point]),
    high: mean.map((value, point) => value + half[point]),
    count,
    stages: moments.stages,
  };
}
