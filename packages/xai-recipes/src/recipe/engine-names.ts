/** Who can compute: onnxruntime; TensorFlow.js on a graphics card, on WebAssembly, in plain JavaScript. */
export const engineNames = ['native', 'webgpu', 'webgl', 'wasm', 'cpu'] as const;

/** One of {@link engineNames}. */
export type EngineName = (typeof engineNames)[number];
