import { wrongOption } from '../errors/wrong-option';

/**
 * Reads the option `--size`: the side of a square, or a height and a width with a comma between them, in pixels.
 *
 * @throws {UsageError} for anything else
 */
export function parseSize(text: string): [height: number, width: number] {
  const sides = text.split(',').map((part) => (/^\s*[1-9]\d{0,4}\s*$/.test(part) ? Number(part) : Number.NaN));
  if (sides.length > 2 || sides.some(Number.isNaN))
    throw wrongOption('--size', text, 'a side in pixels, such as 224, or a height and a width: 240,320');
  const [height, width = height] = sides;
  return [height, width];
}
