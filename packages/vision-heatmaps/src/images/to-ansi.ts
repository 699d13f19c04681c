import { checkKeys, checkPositiveInteger } from 'xai-base';
import { resize } from './resize';
import { checkImage, type RGBAImage } from './rgba-image';

/** Options of {@link toAnsi}. */
export interface AnsiOptions {
  /** Columns of the terminal to fill; by default a column a pixel, but at most 80. */
  readonly width?: number;
}

const RESET = '\x1b[0m';

/**
 * The image as text for a terminal with 24-bit colours: each character is an upper half block, whose foreground and
 * background colours are two pixels, one above the other. Alpha is ignored.
 *
 * @returns lines that end with a line break, half as many as rows of pixels
 * @throws {ValueError} for a width that is not a positive integer
 *
 * @example
 * ```ts
 * toAnsi(createImage(1, 2, [255, 0, 0, 255])); // => '\x1b[38;2;255;0;0m\x1b[48;2;255;0;0m▀\x1b[0m\n'
 * ```
 */
export function toAnsi(image: RGBAImage, options?: AnsiOptions): string {
  checkImage(image);
  checkKeys(options, ['width'], 'toAnsi');
  const { width = Math.min(image.width, 80) } = options ?? {};
  checkPositiveInteger('width', width);
  const height = Math.max(Math.round((image.height * width) / image.width), 1);
  const picture = resize(image, width, height, width < image.width ? 'bilinear' : 'nearest');
  const lines = Array.from({ length: Math.ceil(height / 2) }, (_, line) => {
    const columns = Array.from({ length: width }, (_, x) => block(picture, x, 2 * line));
    return `${columns.join('')}${RESET}\n`;
  });
  return lines.join('');
}

/** Two pixels, or at the bottom of an odd height one above the terminal's own background. */
function block(image: RGBAImage, x: number, y: number): string {
  const upper = `\x1b[38;2;${pixel(image, x, y)}m`;
  const lower = y + 1 < image.height ? `\x1b[48;2;${pixel(image, x, y + 1)}m` : '\x1b[49m';
  return `${upper}${lower}▀`;
}

function pixel({ width, data }: RGBAImage, x: number, y: number): string {
  const at = 4 * (y * width + x);
  return `${data[at]};${data[at + 1]};${data[at + 2]}`;
}
