import { withFile } from '../errors/file-failure';
import { writeWhole } from './write-whole';

/**
 * Writes a file, and the folders that it lies in: whole or not at all.
 *
 * @throws {FileError} when it cannot be written
 *
 * @example
 * ```ts no-run
 * await saveFile('explanations/summary.json', '{}');
 * ```
 */
export async function saveFile(file: string, content: Uint8Array | string): Promise<void> {
  await withFile('write', file, () => writeWhole(file, content));
}
