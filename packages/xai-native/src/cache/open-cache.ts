import { checkPositiveInteger, describeValue, ValueError } from 'xai-base';
import { DiskCache } from './disk-cache';

/** Where what is made of weights is kept. */
export interface CacheOptions {
  readonly folder: string;
  /** How much the folder may hold, 4096 by default; what was not used for longest goes. */
  readonly megabytes?: number;
}

/** How much a folder may hold when nothing is said. */
const usualMegabytes = 4096;

/**
 * Opens the folder of a cache.
 *
 * @throws {ValueError} where there is no Node, for a folder that cannot be made, or a limit that is not an integer of at least 1
 */
export async function openCache(choice: string | CacheOptions): Promise<DiskCache> {
  const { folder, megabytes = usualMegabytes } = typeof choice === 'string' ? { folder: choice } : choice;
  checkPositiveInteger('cache.megabytes', megabytes);
  try {
    return await DiskCache.open(folder, megabytes);
  } catch (cause) {
    const expected = 'a folder that Node can write to; a browser has none';
    throw new ValueError(`cache is ${describeValue(folder)}; expected ${expected}.`, {
      argument: 'cache',
      value: folder,
      expected,
      cause,
    });
  }
}
