import { useExecutor } from 'xai-base';
import { NativeExecutor, type NativeExecutorOptions } from './native-executor';

/**
 * From now on onnxruntime runs the programs of all analyses and predictions that name no other executor.
 *
 * @param options as those of {@link NativeExecutor.create}
 * @returns the executor, whose graphs `dispose()` frees; `useExecutor(undefined)` of xai-base lets TensorFlow.js run programs again
 * @throws {RuntimeMissingError} when onnxruntime is not installed
 * @throws {ValueError} for an option that is wrong
 *
 * @example
 * ```ts
 * import { chosenExecutor, eagerExecutor, useExecutor } from 'xai-base';
 * const executor = await useNative();
 * chosenExecutor()?.name; // => 'native'
 * chosenExecutor(eagerExecutor)?.name; // => 'eager'
 * useExecutor(undefined);
 * await executor.dispose();
 * ```
 */
export async function useNative(options: NativeExecutorOptions = {}): Promise<NativeExecutor> {
  const executor = await NativeExecutor.create(options);
  useExecutor(executor);
  return executor;
}
