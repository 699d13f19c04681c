import '@tensorflow/tfjs-backend-cpu';
import { setBackend } from '@tensorflow/tfjs-core';
import { NativeExecutor } from 'xai-native';
import { type Tasks, tasksOf } from './tasks';

/** An executor that fails where it cannot compile, as eager runs are those of another engine. */
function createExecutor(constants?: true): Promise<NativeExecutor> {
  return NativeExecutor.create({
    constants,
    onFallback(message) {
      throw new Error(message);
    },
  });
}

/** Starts an engine with the native executor; its inputs and outputs are the arrays of the cpu backend. */
export async function startNative(constants?: true): Promise<Tasks> {
  await setBackend('cpu');
  return tasksOf(await createExecutor(constants));
}

/** Why there is no native executor, if there is none. */
export async function missingNative(): Promise<string | undefined> {
  try {
    await createExecutor();
    return undefined;
  } catch (error) {
    return String(error).split('\n')[0];
  }
}
