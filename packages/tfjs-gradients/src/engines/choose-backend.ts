import { engine, setBackend } from '@tensorflow/tfjs-core';
import { BackendError } from '../errors';
import { loadGradients } from '../load-gradients';
import { selfTest } from './self-test';

/** A backend of TensorFlow.js that may be there. */
export interface BackendCandidate {
  /** Its name in TensorFlow.js. */
  readonly name: string;
  /** Loads its package, or starts it. */
  readonly start?: () => Promise<unknown>;
}

/** Which backend computes, and why others do not. */
export interface BackendChoice {
  readonly used: string;
  /** By backend: why it was passed over. */
  readonly passedOver: Readonly<Record<string, string>>;
}

/** The backends of TensorFlow.js, the fastest on large models first. */
const usual = ['webgpu', 'webgl', 'wasm', 'cpu'];

/**
 * Starts the first backend that is there and computes right, and loads the gradients: each candidate in turn is started, and given a few kernels
 * and gradients with known results ({@link selfTest}).
 *
 * @param candidates names of backends that are loaded, or how to start them; by default `webgpu`, `webgl`, `wasm` and `cpu`, as far as they are loaded
 * @returns which one computes, and why those before it do not
 * @throws BackendError when none is there that computes right; the message says why for each
 *
 * @example
 * ```ts
 * import '@tensorflow/tfjs-backend-cpu';
 * import { chooseBackend } from 'tfjs-gradients';
 * import { useWasm } from 'tfjs-gradients/wasm';
 * const { used, passedOver } = await chooseBackend(['webgpu', { name: 'wasm', start: () => useWasm() }, 'cpu']);
 * used; // => 'wasm'
 * passedOver; // => { webgpu: 'it is not loaded, or this machine has none' }
 * ```
 */
export async function chooseBackend(
  candidates: readonly (string | BackendCandidate)[] = usual,
): Promise<BackendChoice> {
  const passedOver: Record<string, string> = {};
  for (const candidate of candidates) {
    const { name, start } = typeof candidate === 'string' ? { name: candidate } : candidate;
    const problem = await problemOf(name, start).catch((error) => String(error?.message ?? error));
    if (problem === undefined) return { used: name, passedOver };
    passedOver[name] = problem;
  }
  const reasons = Object.entries(passedOver).map(([name, problem]) => `${name}: ${problem}`);
  const asked = reasons.length > 0 ? reasons.join('; ') : 'None was named';
  throw new BackendError(
    `chooseBackend: no backend is there that computes right. ${asked}. ` +
      "Load one, such as import '@tensorflow/tfjs-backend-cpu'.",
  );
}

/** Starts a backend; why it cannot compute, if it cannot. */
async function problemOf(name: string, start: (() => Promise<unknown>) | undefined): Promise<string | undefined> {
  await start?.();
  if (!(name in engine().registryFactory)) return 'it is not loaded, or this machine has none';
  loadGradients();
  if (await setBackend(name)) return selfTest();
  return 'it does not start here';
}
