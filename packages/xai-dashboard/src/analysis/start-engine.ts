import * as tf from '@tensorflow/tfjs-core';
import { loadGradients } from 'tfjs-gradients';
import { useWasm } from 'tfjs-gradients/wasm';
import type { EngineChoice, EngineName, EngineReport } from './engine-choice';
import { deviation, kernelNumbers } from './self-test';

/** Models with fewer bytes than these are explained faster without the way to a graphics card. */
const LARGE = 8e6;

/**
 * Starts an engine: the one asked for, or of a large model the first that is there and computes right of webgpu and webgl, and else wasm, whose
 * kernels have the numbers that the others must reach.
 *
 * @param folder the address of the .wasm files
 * @param bytes how large the model is
 */
export async function startEngine(choice: EngineChoice, folder: string, bytes = 0): Promise<EngineReport> {
  const problems: Partial<Record<EngineName, string>> = {};
  const wanted = choice === 'auto' ? (bytes < LARGE ? [] : (['webgpu', 'webgl'] as const)) : [choice];
  for (const name of wanted) {
    if (name === 'wasm') break;
    const problem = await tryGraphics(name, folder);
    if (problem === undefined) return { used: name, problems };
    problems[name] = problem;
  }
  await useWasm({ path: folder });
  return { used: 'wasm', problems };
}

/** Starts an engine on the graphics card, and compares it with wasm. */
async function tryGraphics(name: 'webgpu' | 'webgl', folder: string): Promise<string | undefined> {
  if (name === 'webgpu' && !('gpu' in navigator)) return 'this browser has none';
  await useWasm({ path: folder });
  const expected = await kernelNumbers();
  try {
    await (name === 'webgpu' ? import('@tensorflow/tfjs-backend-webgpu') : import('@tensorflow/tfjs-backend-webgl'));
    if (!(await tf.setBackend(name))) return 'it does not start here';
    loadGradients();
    return deviation(await kernelNumbers(), expected);
  } catch (error) {
    return (error as Error).message;
  }
}
