/**
 * What this package needs of onnxruntime: the modules `onnxruntime-node` and `onnxruntime-web` (and its parts, `onnxruntime-web/webgpu`, ...) are
 * runtimes.
 *
 * @see https://onnxruntime.ai/docs/api/js/
 */
export interface OnnxRuntime {
  readonly InferenceSession: {
    create(model: Uint8Array, options?: Record<string, unknown>): Promise<RuntimeSession>;
  };
  // the types of the elements are onnxruntime's own; `never` lets every constructor fit
  readonly Tensor: new (
    type: never,
    elements: never,
    dims: readonly number[],
  ) => RuntimeTensor;
}

/** A model that onnxruntime has loaded. */
export interface RuntimeSession {
  readonly inputNames: readonly string[];
  readonly outputNames: readonly string[];
  readonly inputMetadata: readonly RuntimeValue[];
  readonly outputMetadata: readonly RuntimeValue[];
  run(feeds: Record<string, RuntimeTensor>, outputs: readonly string[]): Promise<Record<string, RuntimeTensor>>;
  release(): Promise<void>;
}

/** What onnxruntime says of an input or output. */
export interface RuntimeValue {
  readonly name: string;
  readonly isTensor: boolean;
  readonly type?: string;
  readonly shape?: readonly (number | string)[];
}

/** A tensor of onnxruntime. */
export interface RuntimeTensor {
  readonly type: string;
  readonly dims: readonly number[];
  /** The elements, from wherever they are. */
  getData(): Promise<unknown>;
  dispose(): void;
}
