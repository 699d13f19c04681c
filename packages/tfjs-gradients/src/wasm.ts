import { type BackendWasm, setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { backend, engine, setBackend } from '@tensorflow/tfjs-core';
import { BackendError } from './errors';
import { loadGradients } from './load-gradients';
import { guardMemory } from './wasm-memory';

/** How to start the wasm backend. */
export interface WasmOptions {
  /**
   * The folder, or its URL, with the .wasm files of `@tensorflow/tfjs-backend-wasm`. Node finds them by itself; a
   * browser needs it when they are not beside the script.
   */
  path?: string;
}

/**
 * Starts the wasm backend, with the kernels that it lacks or computes wrongly, and loads the gradients. When its memory (4 GB at
 * most) is full, it throws an {@link OutOfMemoryError}.
 *
 * @param options where the .wasm files are
 * @returns when the backend is ready
 * @throws BackendError when it cannot be started
 *
 * @example
 * ```ts
 * import { useWasm } from 'tfjs-gradients/wasm';
 * await useWasm();
 * tf.getBackend(); // => 'wasm'
 * ```
 */
export async function useWasm({ path }: WasmOptions = {}): Promise<void> {
  if (path !== undefined && !('wasm' in engine().registry)) {
    setPath(path.endsWith('/') ? path : `${path}/`);
  }
  loadGradients();
  const started = await setBackend('wasm');
  if (!started) {
    throw new BackendError(
      'useWasm: the wasm backend did not start. ' +
        (path === undefined
          ? 'In a browser, give the folder of the .wasm files of @tensorflow/tfjs-backend-wasm: useWasm({ path }).'
          : `Are the .wasm files of @tensorflow/tfjs-backend-wasm in ${path}?`),
    );
  }
  guardMemory(backend() as BackendWasm);
}

function setPath(path: string): void {
  try {
    setWasmPaths(path);
  } catch (error) {
    throw new BackendError(
      `useWasm: the wasm backend cannot be started from ${path}, as a former start failed. Begin anew with this path.`,
      { cause: error },
    );
  }
}
