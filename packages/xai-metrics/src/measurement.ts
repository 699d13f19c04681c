/** What a metric says of a batch. */
export interface Measurement {
  /** One number a sample; NaN where the metric is undefined, as a correlation with constants is. */
  readonly scores: Float64Array;
}

/** What a metric says that follows the model's output along a path. */
export interface CurveMeasurement extends Measurement {
  /** The explained output of each sample, from the start of the path to its end: `[batch][points]`. */
  readonly curves: readonly Float64Array[];
}
