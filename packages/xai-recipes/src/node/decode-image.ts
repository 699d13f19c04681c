import { describeValue } from 'xai-base';
import { ImageFileError } from '../errors/errors';
import { imageKinds, kindNames } from '../inputs/images/image-kinds';
import type { Pixels } from '../inputs/images/pixels';

const PNG = Buffer.from('89504e470d0a1a0a', 'hex');
/** The part of a PNG file that may say how it was held. */
const EXIF = 'eXIf';
/** 2^26: a gigabyte, of a PNG file. */
const MOST_PIXELS = 2 ** 26;

/**
 * The pixels of a PNG, JPEG, WebP, GIF, TIFF or AVIF file, upright, as its camera says (EXIF); of an animation its first picture, of 16 bits all. Colours are
 * those in the file, whatever its colour profile.
 *
 * @param file its name, for messages
 * @throws {ImageFileError} for another kind of file, a damaged one, and one of more than 2^26 pixels
 */
export async function decodeImage(given: Uint8Array, file: string): Promise<Pixels> {
  const bytes = Buffer.from(given.buffer, given.byteOffset, given.length);
  const isPng = bytes.subarray(0, PNG.length).equals(PNG);
  try {
    return isPng && !bytes.includes(EXIF) ? await decodePng(bytes) : await decodeAny(bytes);
  } catch (cause) {
    const kind = isPng ? 'PNG' : kindOf(bytes);
    const expected = kind ? `a whole ${kind} file of at most ${MOST_PIXELS} pixels` : `a ${imageKinds} file`;
    const why = kind ? `: ${(cause as Error).message.trim().replace(/\.$/, '')}` : '';
    throw new ImageFileError(`${file} cannot be read as an image${why}; expected ${expected}.`, {
      argument: 'input',
      value: describeValue(bytes),
      expected,
      cause,
    });
  }
}

async function decodePng(bytes: Buffer): Promise<Pixels> {
  const { decodePngValues } = await import('vision-heatmaps/png');
  const { width, height, values } = decodePngValues(bytes, { maxPixels: MOST_PIXELS });
  return { width, height, data: values, white: 1 };
}

async function decodeAny(bytes: Buffer): Promise<Pixels> {
  const { default: sharp } = await import('sharp');
  const image = sharp(bytes, { limitInputPixels: MOST_PIXELS, failOn: 'truncated', ignoreIcc: true });
  const { format, depth } = await image.metadata();
  if (!Object.hasOwn(kindNames, format)) throw new Error(`it is a file of the kind ${format}`);
  const upright = image.autoOrient().ensureAlpha();
  if (depth === 'ushort') {
    const { data, info } = await upright
      .toColourspace('rgb16')
      .raw({ depth: 'ushort' })
      .toBuffer({ resolveWithObject: true });
    const values = new Uint16Array(data.buffer, data.byteOffset, data.length / 2);
    return { width: info.width, height: info.height, data: values, white: 65535 };
  }
  const { data, info } = await upright.toColourspace('srgb').raw().toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, data, white: 255 };
}

/** What a file says of itself in its first bytes. */
function kindOf(bytes: Buffer): string | undefined {
  const head = bytes.toString('latin1', 0, 12);
  if (head.startsWith('\xff\xd8\xff')) return 'JPEG';
  if (head.startsWith('GIF8')) return 'GIF';
  if (head.startsWith('RIFF') && head.endsWith('WEBP')) return 'WebP';
  if (head.startsWith('II*\0') || head.startsWith('MM\0*')) return 'TIFF';
  return head.slice(4, 8) === 'ftyp' ? 'AVIF' : undefined;
}
