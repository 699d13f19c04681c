export { type CompileOptions, compile } from './compile';
export { CompiledProgram } from './compiled-program';
export * from './errors';
export { exportOnnx } from './export-onnx';
export { NativeExecutor, type NativeExecutorOptions } from './native-executor';
export type { RuntimeChoice } from './runtime/find-runtime';
export type { Runtime, SessionOptions } from './runtime/runtime';
export { useNative } from './use-native';
