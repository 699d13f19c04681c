import { withFile } from '../errors/file-failure';
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

/** The text of a file in UTF-8. */
export async function readText(files: Files, name: string, what: string): Promise<string> {
  return new TextDecoder().decode(await readBytes(files, name, what));
}
