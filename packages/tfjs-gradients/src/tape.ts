import { engine } from '@tensorflow/tfjs-core';

/**
 * Frees what the tape holds for a backward pass that will not come, from an entry on. TensorFlow.js itself leaves these
 * tensors allocated when the function or a gradient throws.
 */
export function discardTape(start: number): void {
  const { state } = engine();
  for (const { saved } of state.activeTape?.splice(start) ?? []) {
    for (const tensor of saved ?? []) {
      tensor?.dispose();
    }
  }
}
