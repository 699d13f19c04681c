import { withFile } from 'xai-recipes';
import { writeWhole } from './write-whole';

/**
 * Writes a file, and the folders that it lies in: whole or not at all.
 *
 * @throws {FileError} when it cannot be written
 */
export async function saveFile(file: string, content: Uint8Array | string): Promise<void> {
  await withFile('write', file, () => writeWhole(file, content));
}
