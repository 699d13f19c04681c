/** A recording. */
export interface Sound {
  /** Samples a second. */
  readonly rate: number;
  /** The samples of each channel, from -1 to 1. */
  readonly channels: readonly Float32Array[];
}
