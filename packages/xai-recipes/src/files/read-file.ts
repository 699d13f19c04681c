import { withFile } from '../errors/file-failure';
import { decodeText } from './decode-text';
import type { Files } from './files';

/**
 * The bytes of a file.
 *
 * @param what it is, for messages: 'the image'
 * @throws {FileError} when there is no such file, or it cannot be read
 */
export function readBytes(files: Files, name: string, what: string): Promise<Uint8Array> {
  return withFile(`read ${what}`, name, () => files.read(name));
}

/** The text of a file, in whatever encoding people's programs write it. */
export async function readText(files: Files, name: string, what: string): Promise<string> {
  return decodeText(await readBytes(files, name, what));
}
