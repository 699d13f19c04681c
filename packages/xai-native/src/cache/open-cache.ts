import { checkKeys, checkPositiveInteger, describeValue, ValueError, wrongValue } from 'xai-base';
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
 * @throws {ValueError} where there is no Node, for a folder that cannot be made, a limit that is not an integer of at least 1, and anything else
 */
export async function openCache(choice: string | CacheOptions): Promise<DiskCache> {
  const options = typeof choice === 'string' ? { folder: choice } : choice;
  checkKeys(options, ['folder', 'megabytes'], 'cache');
  const { folder, megabytes = usualMegabytes } = Object(options) as CacheOptions;
  if (typeof folder !== 'string' || folder === '')
    throw wrongValue('cache', choice, 'a folder, or { folder, megabytes }');
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
