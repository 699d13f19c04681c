/** Who can compute in Node: onnxruntime, WebAssembly, plain JavaScript. */
export const engineNames = ['native', 'wasm', 'cpu'] as const;

/** One of {@link engineNames}. */
export type EngineName = (typeof engineNames)[number];
