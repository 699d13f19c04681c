import { unzipSync } from 'fflate';
import { FormatError } from 'xai-base';

/** 2^31: what a small file may grow to. */
const MOST_BYTES = 2 ** 31;

/**
 * The files in a zip archive, by their names.
 *
 * @throws {FormatError} for what is no archive, a damaged one, and one that would grow beyond 2 GB
 */
export function unzip(bytes: Uint8Array): Map<string, Uint8Array> {
  let total = 0;
  const filter = ({ name, originalSize }: { name: string; originalSize: number }) => {
    total += originalSize;
    if (total > MOST_BYTES) throw new FormatError(`The archive grows beyond ${MOST_BYTES} bytes at ${name}.`);
    return !name.endsWith('/');
  };
  try {
    return new Map(Object.entries(unzipSync(bytes, { filter })));
  } catch (cause) {
    if (cause instanceof FormatError) throw cause;
    throw new FormatError(`The archive cannot be read: ${(cause as Error).message}; expected a whole zip file.`, {
      cause,
    });
  }
}
