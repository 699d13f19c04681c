import type { Executor } from 'xai-base';
import type { Tasks } from './tasks';

interface NativeOptions {
  constants?: boolean;
}

interface NativePackage {
  NativeExecutor?: { create(options: NativeOptions): Promise<Executor> };
}

/** An executor, or why there is none. */
async function createExecutor(options: NativeOptions): Promise<Executor> {
  const { NativeExecutor } = (await import('xai-native')) as NativePackage;
  if (!NativeExecutor) throw new Error('xai-native has no NativeExecutor');
  return NativeExecutor.create(options);
}

/** How an engine with the native executor is started, and whether it can be. */
export function startNative(options: NativeOptions) {
  return {
    async start(): Promise<Tasks> {
      const { useWasm } = await import('tfjs-gradients/wasm');
      await useWasm();
      const executor = await createExecutor(options);
      return (await import('./tasks')).tasksOf(executor);
    },
    async missing(): Promise<string | undefined> {
      try {
        await createExecutor(options);
        return undefined;
      } catch (error) {
        return String(error).split('\n')[0];
      }
    },
  };
}
