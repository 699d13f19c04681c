/** What computes in a browser: backends of TensorFlow.js, and programs compiled for onnxruntime-web by what it runs on. */
export const browserEngines = ['cpu', 'wasm', 'webgl', 'webgpu', 'compiled-wasm', 'compiled-webgpu'] as const;

/** One of {@link browserEngines}. */
export type BrowserEngine = (typeof browserEngines)[number];
