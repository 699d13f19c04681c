import { FormatError } from 'xai-base';
import { unzip } from '../unzip';
import type { NumberArray } from './number-array';
import { readNpy } from './read-npy';

/**
 * Reads the arrays that NumPy saved together, by their names.
 *
 * @param bytes those of a `.npz` file, compressed or not
 * @throws {FormatError} for what is no such file, a damaged one, and an array of something other than real numbers
 * @see https://numpy.org/doc/stable/reference/generated/numpy.savez.html
 *
 * @example
 * ```ts no-run
 * const response = await fetch('digits.npz');
 * const arrays = readNpz(new Uint8Array(await response.arrayBuffer()));
 * arrays.get('x')?.shape; // [60000, 28, 28]
 * ```
 */
export function readNpz(bytes: Uint8Array): Map<string, NumberArray> {
  const files = unzip(bytes);
  const arrays = new Map<string, NumberArray>();
  for (const [file, content] of files) {
    if (!file.endsWith('.npy')) continue;
    try {
      arrays.set(file.slice(0, -'.npy'.length), readNpy(content));
    } catch (cause) {
      throw new FormatError(`${file}: ${(cause as Error).message}`, { argument: 'bytes', value: file, cause });
    }
  }
  if (arrays.size > 0) return arrays;
  throw new FormatError('The file holds no arrays; expected a .npz file, as numpy.savez writes it.');
}
