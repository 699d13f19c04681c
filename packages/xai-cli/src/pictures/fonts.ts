import { readFile } from 'node:fs/promises';
import { isFont } from 'svg-png/node';
import { withFile } from 'xai-recipes';
import { wrongOption } from '../errors/wrong-option';

/**
 * The bytes of the fonts that `--font` names.
 *
 * @throws {FileError} for a file that cannot be read
 * @throws {UsageError} for one that is no font
 */
export function readFonts(files: readonly string[] = []): Promise<Uint8Array[]> {
  return Promise.all(
    files.map(async (file) => {
      const bytes = await withFile('read the font', file, () => readFile(file));
      if (isFont(bytes)) return bytes;
      throw wrongOption('--font', file, 'a TrueType or OpenType font (.ttf, .otf; a .woff is compressed)');
    }),
  );
}
