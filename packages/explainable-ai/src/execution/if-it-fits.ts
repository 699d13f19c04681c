import { isOutOfMemory } from 'xai-base';

/** What a piece of work gives; undefined where the engine's memory does not suffice for it. */
export async function ifItFits<T>(work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (isOutOfMemory(error)) return undefined;
    throw error;
  }
}
