import { type BackendCandidate, chooseBackend } from 'tfjs-gradients';
import { useWasm } from 'tfjs-gradients/wasm';
import type { EngineChoice, EngineName, EngineReport } from './engine-choice';

/** Models with fewer bytes than these are explained faster without the way to a graphics card. */
const LARGE = 8e6;

/**
 * Starts an engine: the one asked for, or of a large model the first that is there and computes right of webgpu, webgl and wasm; wasm, too, where the
 * one asked for does not.
 *
 * @param folder the address of the .wasm files
 * @param bytes how large the model is
 */
export async function startEngine(choice: EngineChoice, folder: string, bytes = 0): Promise<EngineReport> {
  const candidates: Record<EngineName, BackendCandidate> = {
    webgpu: { name: 'webgpu', start: () => import('@tensorflow/tfjs-backend-webgpu') },
    webgl: { name: 'webgl', start: () => import('@tensorflow/tfjs-backend-webgl') },
    wasm: { name: 'wasm', start: () => useWasm({ path: folder }) },
  };
  const { webgpu, webgl, wasm } = candidates;
  if (choice === 'wasm' || (choice === 'auto' && bytes < LARGE)) {
    await wasm.start?.(); // nothing to choose from
    return { used: 'wasm', problems: {} };
  }
  const { used, passedOver } = await chooseBackend(
    choice === 'auto' ? [webgpu, webgl, wasm] : [candidates[choice], wasm],
  );
  return { used: used as EngineName, problems: passedOver };
}
