import { readFile } from 'node:fs/promises';
import { UsageError } from '../errors/errors';

/**
 * The bytes of the fonts that `--font` names.
 *
 * @throws {UsageError} for a file that cannot be read
 */
export function readFonts(files: readonly string[] = []): Promise<Uint8Array[]> {
  return Promise.all(
    files.map(async (file) => {
      try {
        return new Uint8Array(await readFile(file));
      } catch (cause) {
        const expected = 'a TrueType or OpenType font (.ttf, .otf)';
        throw new UsageError(`--font is ${file}, which cannot be read; expected ${expected}.`, {
          ...{ argument: '--font', value: file, expected, cause },
        });
      }
    }),
  );
}
