import { useWasm } from 'tfjs-gradients/wasm';
import { NativeExecutor } from 'xai-native';
import { type Tasks, tasksOf } from './tasks';

/** An executor that fails where it cannot compile, as eager runs are those of another engine. */
function createExecutor(constants: boolean): Promise<NativeExecutor> {
  return NativeExecutor.create({
    constants,
    onFallback(message) {
      throw new Error(message);
    },
  });
}

/** Starts an engine with the native executor; its inputs and outputs are those of the wasm backend. */
export async function startNative(constants: boolean): Promise<Tasks> {
  await useWasm();
  return tasksOf(await createExecutor(constants));
}

/** Why there is no native executor, if there is none. */
export async function missingNative(): Promise<string | undefined> {
  try {
    await createExecutor(false);
    return undefined;
  } catch (error) {
    return String(error).split('\n')[0];
  }
}
