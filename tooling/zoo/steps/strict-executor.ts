import { NativeExecutor } from 'xai-native';

/** onnxruntime, which nothing falls back from: what does not compile is an error. */
export function strictExecutor(): Promise<NativeExecutor> {
  return NativeExecutor.create({
    onFallback: (message) => {
      throw new Error(message);
    },
  });
}
