/** A use of an operator that the tests of onnx-model compare with onnxruntime, as a line of JSON. */
export interface RecordedUse {
  readonly op: string;
  readonly domain: string;
  readonly shape: readonly number[];
  readonly values: readonly number[];
  readonly type: string;
  /** The output that is explained: classifiers give labels first. */
  readonly output: string;
  /** Whether the tests compare its derivative. */
  readonly hasGradient: boolean;
  /** The model of one node, in base64. */
  readonly model: string;
}

/** The environment variable that names the file of the lines. */
export const fileVariable = 'XAI_USES';
