import { deflateSync } from 'node:zlib';

/** What a PNG file is built of; whether that makes sense is the test's business. */
export interface PngParts {
  readonly width: number;
  readonly height: number;
  readonly bitDepth?: number;
  readonly colorType?: number;
  readonly interlace?: number;
  /** The lines, each behind its filter byte, not compressed; or compressed bytes. */
  readonly lines?: Uint8Array;
  readonly compressed?: Uint8Array;
  /** More chunks behind the header. */
  readonly more?: readonly Uint8Array[];
}

/** The bytes of a PNG file. */
export function pngFile(parts: PngParts): Uint8Array {
  const { lines = new Uint8Array(0), compressed = deflateSync(lines), more = [] } = parts;
  const all = [signature, header(parts), ...more, chunk('IDAT', compressed), chunk('IEND', new Uint8Array(0))];
  return new Uint8Array(Buffer.concat(all));
}

const signature = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);

export function header({ width, height, bitDepth = 8, colorType = 0, interlace = 0 }: PngParts): Uint8Array {
  const content = Buffer.alloc(13);
  content.writeUInt32BE(width, 0);
  content.writeUInt32BE(height, 4);
  content.set([bitDepth, colorType, 0, 0, interlace], 8);
  return chunk('IHDR', content);
}

function chunk(type: string, content: Uint8Array): Uint8Array {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), content]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(content.length);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc(named));
  return Buffer.concat([length, named, check]);
}

/** The check sum of PNG: CRC-32 of ISO 3309. */
function crc(bytes: Uint8Array): number {
  let sum = 0xffffffff;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit++) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1;
  }
  return (sum ^ 0xffffffff) >>> 0;
}
