import type { Tensor } from '@tensorflow/tfjs-core';
import type { MadeInputs, Mixture } from 'xai-base';

/** How the model's inputs are made by operations beside it; what they share is to be freed. */
export interface Mixing {
  readonly made: MadeInputs;
  /** How many elements a row counts as, when batches are chosen. */
  readonly size: number;
  dispose(): void;
}

/** @param make always the same function for the same purpose */
export function mixing(make: MadeInputs['make'], shared: readonly Tensor[], size: number): Mixing {
  return {
    made: { make, shared },
    size,
    dispose() {
      for (const one of shared) one.dispose();
    },
  };
}

/** Whether the features are the places of the sample in order, each of as many elements. */
export function arePlaces({ owners }: Mixture, count: number): boolean {
  const each = owners.length / count; // elements of a place
  if (!Number.isInteger(each)) return false;
  for (let element = 0; element < owners.length; element++) {
    if (owners[element] !== Math.floor(element / each)) return false;
  }
  return true;
}

/** What keeping each element adds to what is hidden. */
export function changesOf({ values, hidden }: Mixture): Float32Array {
  const changes = new Float32Array(values.length);
  for (let element = 0; element < changes.length; element++) changes[element] = values[element] - hidden[element];
  return changes;
}

/** Whether what is hidden is 0, so that nothing is to be added to the changes. */
export function hidesByZeros({ hidden }: Mixture): boolean {
  return hidden.every((value) => value === 0);
}
