import '@tensorflow/tfjs-backend-cpu';
import { setBackend } from '@tensorflow/tfjs-core';
import { loadGradients } from 'tfjs-gradients';

/** Plain JavaScript computes, with all gradients. */
export async function useCpu(): Promise<void> {
  loadGradients();
  await setBackend('cpu');
}
