/** Numbers with a shape, as a file of arrays holds them: the last axis varies fastest, whatever the order in the file. */
export interface NumberArray {
  /** The lengths of the axes; empty for one number. */
  readonly shape: readonly number[];
  /** As many as the product of the shape; float64 where the file's numbers need it, else float32. */
  readonly values: Float32Array | Float64Array;
}
