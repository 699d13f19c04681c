/** How many bytes tell an encoding without a mark. */
const HEAD = 1024;

/**
 * The text of a file, without a byte order mark: UTF-8, UTF-16 in either order, as spreadsheets write "Unicode text" and PowerShell what a command prints, or else
 * Windows-1252, in which spreadsheets write CSV in western Europe.
 *
 * @example
 * ```ts
 * decodeText(Uint8Array.of(0xff, 0xfe, 0x61, 0x00)); // => 'a'
 * decodeText(Uint8Array.of(0x67, 0x72, 0xfc, 0x6e)); // => 'grün'
 * ```
 */
export function decodeText(bytes: Uint8Array): string {
  return new TextDecoder(encodingOf(bytes)).decode(bytes);
}

function encodingOf(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  const head = bytes.subarray(0, HEAD);
  const zeros = (start: number) => head.filter((byte, at) => byte === 0 && at % 2 === start).length;
  const [even, odd] = [zeros(0), zeros(1)];
  if (odd > head.length / 4 && even === 0) return 'utf-16le'; // the upper byte of most letters is 0
  if (even > head.length / 4 && odd === 0) return 'utf-16be';
  return isUtf8(bytes) ? 'utf-8' : 'windows-1252';
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}
