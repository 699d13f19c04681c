import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { OutOfMemoryError } from './errors';

/** What this file needs of the wasm backend, and its types do not tell. */
interface WithMemory {
  readonly wasm: { _malloc(bytes: number): number; _free(address: number): void };
}

const guarded = new WeakSet<object>();

/**
 * Lets the wasm backend throw when its memory (4 GB at most) does not suffice: by itself it goes on at address 0, writes over what is there and
 * fails later, with wrong numbers or `memory access out of bounds`.
 */
export function guardMemory(backend: BackendWasm): void {
  const { wasm } = backend as unknown as WithMemory;
  if (guarded.has(wasm)) return;
  guarded.add(wasm);
  wasm._free(wasm._malloc(1)); // the first call puts the allocator itself in the place of a function that finds it
  const allocate = wasm._malloc;
  wasm._malloc = (bytes) => {
    const address = allocate(bytes);
    if (address === 0 && bytes > 0) throw new OutOfMemoryError(bytes);
    return address;
  };
}
