/** What the first chunk of a PNG file says. */
export interface PngHeader {
  readonly width: number;
  readonly height: number;
  /** Bits of a channel. */
  readonly bitDepth: number;
  /** 0 gray, 2 colours, 3 palette, 4 gray and alpha, 6 colours and alpha. */
  readonly colorType: number;
  readonly isInterlaced: boolean;
}

/** A chunk: its type, and where its content is. */
export interface Chunk {
  readonly type: string;
  readonly begin: number;
  readonly end: number;
}

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const CHANNELS: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };
const DEPTHS: Readonly<Record<number, readonly number[]>> = {
  0: [1, 2, 4, 8, 16],
  2: [8, 16],
  3: [1, 2, 4, 8],
  4: [8, 16],
  6: [8, 16],
};

/** Where the passes of an interlaced image begin, and how far their pixels are apart: [x, y, dx, dy]. */
const PASSES = [[0, 0, 8, 8], [4, 0, 8, 8], [0, 4, 4, 8], [2, 0, 4, 4], [0, 2, 2, 4], [1, 0, 2, 2], [0, 1, 1, 2]]; // biome-ignore format: a table

/** Whether bytes begin as those of a PNG file. */
export function hasSignature(bytes: Uint8Array): boolean {
  return SIGNATURE.every((byte, at) => bytes[at] === byte);
}

/** The chunks of a PNG file, up to the one that ends it, or to where the bytes end. */
export function chunksOf(bytes: Uint8Array): Chunk[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const chunks: Chunk[] = [];
  for (let at = SIGNATURE.length; at + 8 <= bytes.length; ) {
    const begin = at + 8;
    const end = begin + view.getUint32(at);
    const type = String.fromCharCode(...bytes.subarray(at + 4, begin));
    chunks.push({ type, begin, end: Math.min(end, bytes.length) });
    if (type === 'IEND') break;
    at = end + 4;
  }
  return chunks;
}

/** @throws {Error} that says what is wrong with the header */
export function readHeader(bytes: Uint8Array, chunks: readonly Chunk[]): PngHeader {
  const [first, ...others] = chunks;
  if (first?.type !== 'IHDR' || first.end - first.begin !== 13) throw new Error('it has no header');
  if (others.some(({ type }) => type === 'IHDR')) throw new Error('it has two headers');
  const view = new DataView(bytes.buffer, bytes.byteOffset + first.begin, 13);
  const [width, height] = [view.getUint32(0), view.getUint32(4)];
  const [bitDepth, colorType, compression, filter, interlace] = [8, 9, 10, 11, 12].map((at) => view.getUint8(at));
  if (width === 0 || height === 0) throw new Error(`it is ${width} x ${height} pixels large`);
  if (!DEPTHS[colorType]?.includes(bitDepth)) throw new Error(`it has ${bitDepth} bits in colour type ${colorType}`);
  if (compression !== 0 || filter !== 0 || interlace > 1) throw new Error('its compression is of an unknown kind');
  return { width, height, bitDepth, colorType, isInterlaced: interlace === 1 };
}

/** How many bytes the lines of an image take before they are compressed: one for the filter, and its pixels. */
export function sizeOfLines({ width, height, bitDepth, colorType, isInterlaced }: PngHeader): number {
  const bits = bitDepth * CHANNELS[colorType];
  const sizeOf = (columns: number, rows: number) => (columns > 0 ? rows * (1 + Math.ceil((columns * bits) / 8)) : 0);
  if (!isInterlaced) return sizeOf(width, height);
  return PASSES.reduce((sum, [x, y, dx, dy]) => {
    return sum + sizeOf(Math.ceil((width - x) / dx), Math.max(Math.ceil((height - y) / dy), 0));
  }, 0);
}
