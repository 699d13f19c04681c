/** The engines, in the order of their turns. */
export const engineNames = [
  'cpu',
  'stock',
  'wasm',
  'native',
  'native-constants',
  'onnxruntime',
  'torch',
  'torch-1',
] as const;

export type EngineName = (typeof engineNames)[number];
