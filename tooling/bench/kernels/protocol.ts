/** How the kernels are had: a backend of TensorFlow.js as it is, or with the corrections of `tfjs-gradients`. */
export const columns = ['reference', 'cpu', 'stock', 'wasm'] as const;

export type Column = (typeof columns)[number];

/** What the runner asks for: an operation, by its place in the list, or its gradient. */
export interface KernelRequest {
  use: number;
  gradient: boolean;
  /** For how many milliseconds it is timed; without them, it runs once. */
  milliseconds?: number;
}

/** What came of it. */
export interface KernelResponse {
  values?: Float32Array;
  /** In milliseconds. */
  times?: number[];
  failure?: string;
}
