import { fill } from '@tensorflow/tfjs-core';
import { AbortError, analyze, TensorBag } from 'xai-base';
import type { Method } from '../methods/method';
import { methods } from '../methods/methods';
import { inputShape } from './input-shape';
import type { LoadedModel } from './load-model';

/** The side of the images on which a model is tried that takes any. */
const SIDE = 64;

/** Whether a method explains a model; if not, why. */
export interface Verdict {
  readonly method: string;
  readonly works: boolean;
  readonly reason?: string;
}

/** Tries every method on a gray image, with as little work as each can do. */
export async function tryMethods(loaded: LoadedModel, signal?: AbortSignal): Promise<Verdict[]> {
  const verdicts: Verdict[] = [];
  for (const method of methods) verdicts.push(await tryMethod(method, loaded, signal));
  return verdicts;
}

async function tryMethod(method: Method, loaded: LoadedModel, signal?: AbortSignal): Promise<Verdict> {
  const bag = new TensorBag();
  try {
    const { height = SIDE, width = SIDE, channels } = inputShape(loaded);
    const sample = [height, width, channels];
    const input = bag.add(fill([1, ...sample], 0.5));
    const least = { steps: 1, samples: 1, top: 1, window: Math.max(height, width) };
    const analyzer = method.create(loaded.model, { ...least, background: input, sample, contrast: 1, bag });
    (await analyze(input, analyzer, undefined, { signal })).dispose();
    return { method: method.name, works: true };
  } catch (error) {
    if (error instanceof AbortError) throw error;
    return { method: method.name, works: false, reason: (error as Error).message };
  } finally {
    bag.dispose();
  }
}
