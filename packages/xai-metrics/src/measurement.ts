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

/** What a metric says that follows an explanation through stages, such as layers that lose their weights one after the other. */
export interface StagedMeasurement extends CurveMeasurement {
  /** What happens in each stage; curves with a point more begin with the one before the first. */
  readonly stages: readonly string[];
}
