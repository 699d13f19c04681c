import { enableProdMode, setBackend } from '@tensorflow/tfjs-core';
import { loadGradients } from 'tfjs-gradients';
import type { BackendName } from './backend-names';

/**
 * Starts a backend of TensorFlow.js, with all gradients. TensorFlow.js is told to keep its hints (`enableProdMode`), so that
 * nothing but results is printed.
 *
 * @param name `wasm` is fast; `cpu` is plain JavaScript
 *
 * @example
 * ```ts
 * await useBackend('wasm');
 * tf.getBackend(); // => 'wasm'
 * ```
 */
export async function useBackend(name: BackendName): Promise<void> {
  enableProdMode();
  if (name === 'wasm') {
    const { useWasm } = await import('tfjs-gradients/wasm');
    await useWasm();
    return;
  }
  await import('@tensorflow/tfjs-backend-cpu');
  loadGradients();
  await setBackend(name);
}
