import { inflateSync } from 'node:zlib';
import { PNG } from 'pngjs';
import { checkKeys, checkPositiveInteger, describeValue, FormatError } from 'xai-base';
import { type Chunk, chunksOf, hasSignature, type PngHeader, readHeader, sizeOfLines } from './header';

/** Options of {@link decodePng}. */
export interface DecodeOptions {
  /** The largest area that is decoded, in pixels; 2^25 (some 5792 x 5792) if left out. It takes about 16 bytes a pixel. */
  readonly maxPixels?: number;
}

/** A decoded file. */
export interface Decoded {
  readonly width: number;
  readonly height: number;
  /** Bits of a channel of the data. */
  readonly bitDepth: 8 | 16;
  /** Red, green, blue and alpha of each pixel. */
  readonly data: Uint8Array<ArrayBuffer> | Uint16Array<ArrayBuffer>;
}

const MAX_PIXELS = 2 ** 25;
/** The longest line, in bits, whose length the decoder can count. */
const MAX_LINE = 2 ** 30;
/** How much deflate can compress at best. */
const MAX_RATIO = 1032;
/** Bytes behind the last line that are passed over. */
const SLACK = 65_536;

/**
 * Decodes a PNG file. What it claims to be is checked first: nothing is allocated for an image that is too large, or that the bytes
 * cannot hold.
 *
 * @param isDeep whether channels of 16 bits stay such
 * @throws {FormatError} for anything else
 */
export function decode(bytes: Uint8Array, options: DecodeOptions | undefined, isDeep: boolean): Decoded {
  checkKeys(options, ['maxPixels'], 'decodePng');
  const { maxPixels = MAX_PIXELS } = options ?? {};
  checkPositiveInteger('maxPixels', maxPixels);
  if (!(bytes instanceof Uint8Array))
    throw wrongBytes(`${describeValue(bytes)}`, 'the bytes of a PNG file, a Uint8Array');
  if (!hasSignature(bytes)) throw wrongBytes(`${bytes.length} bytes that do not begin as a PNG file`, 'a PNG file');
  try {
    const chunks = chunksOf(bytes);
    const header = readHeader(bytes, chunks);
    const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    checkSize(header, file, chunks, maxPixels);
    const { width, height, data } = PNG.sync.read(file, { skipRescale: isDeep && header.bitDepth === 16 });
    return { width, height, ...plain(data) };
  } catch (cause) {
    if (cause instanceof FormatError) throw cause;
    throw wrongBytes('a damaged PNG file', 'a whole one', cause as Error);
  }
}

function checkSize(header: PngHeader, file: Buffer, chunks: readonly Chunk[], maxPixels: number): void {
  const { width, height } = header;
  const lines = sizeOfLines(header);
  if (width * height > maxPixels || (8 * lines) / height > MAX_LINE)
    throw wrongBytes(`an image of ${width} x ${height} pixels`, `at most ${maxPixels} pixels (maxPixels)`);
  const parts = chunks.filter(({ type }) => type === 'IDAT').map(({ begin, end }) => file.subarray(begin, end));
  const compressed = parts.reduce((sum, { length }) => sum + length, 0);
  if (lines > MAX_RATIO * compressed)
    throw new Error(`its ${compressed} bytes of pixels cannot hold ${width} x ${height} of them`);
  // the decoder takes what it finds in memory for pixels that cannot be unpacked, and unpacks interlaced images without a limit
  const { length } = inflateSync(Buffer.concat(parts), { maxOutputLength: lines + SLACK });
  if (length < lines) throw new Error(`it holds ${length} bytes of pixels, which should be ${lines}`);
}

/** The decoder gives a view of its own bytes, or of channels of two bytes each. */
function plain(data: Buffer | Uint16Array): Pick<Decoded, 'bitDepth' | 'data'> {
  const { buffer, byteOffset, length } = data as { buffer: ArrayBuffer; byteOffset: number; length: number };
  if (data instanceof Uint16Array) return { bitDepth: 16, data: new Uint16Array(buffer, byteOffset, length) };
  return { bitDepth: 8, data: new Uint8Array(buffer, byteOffset, length) };
}

function wrongBytes(given: string, expected: string, cause?: Error): FormatError {
  const reason = cause ? ` (${cause.message})` : '';
  const message = `The bytes are ${given}${reason}; expected ${expected}.`;
  return new FormatError(message, { argument: 'bytes', value: given, expected, cause });
}
