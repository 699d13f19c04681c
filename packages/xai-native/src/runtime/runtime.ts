import type { ValueType } from '../graph/value';

/** A tensor of onnxruntime. */
export interface RuntimeTensor {
  readonly data: unknown;
  readonly dims: readonly number[];
  readonly type: string;
}

/** A graph that onnxruntime has loaded. */
export interface RuntimeSession {
  run(feeds: Record<string, RuntimeTensor>): Promise<Record<string, RuntimeTensor>>;
  release(): Promise<void>;
}

/** How a session is set up. */
export interface SessionOptions {
  readonly graphOptimizationLevel?: 'all';
  readonly logSeverityLevel?: 4;
  readonly intraOpNumThreads?: number;
  /** Whether the memory of all values is laid out as one piece after the first run. */
  readonly enableMemPattern?: boolean;
  /** Constants that the file refers to by these names. */
  readonly externalData?: readonly { readonly path: string; readonly data: Uint8Array }[];
  /** What graphs run on, the first that is there: `cpu`, `cuda`, `webgpu`, `wasm`, ... */
  readonly executionProviders?: readonly (string | { readonly name: string })[];
  readonly extra?: Record<string, unknown>;
}

/** What is used of onnxruntime-node and onnxruntime-web. */
export interface Runtime {
  readonly InferenceSession: { create(model: Uint8Array, options?: SessionOptions): Promise<RuntimeSession> };
  readonly Tensor: new (type: ValueType, data: never, dims: readonly number[]) => RuntimeTensor;
}

/** Whether graphs are to run on webgpu. */
export function isOnWebgpu({ executionProviders = [] }: SessionOptions = {}): boolean {
  return executionProviders.some((one) => (typeof one === 'string' ? one : one.name) === 'webgpu');
}
