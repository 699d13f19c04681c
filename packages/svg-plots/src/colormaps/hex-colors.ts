import { ValueError } from 'xai-base';
import { valueError } from '../values/errors';
import type { Color, ColormapTable } from './colormap-table';

/**
 * A colour map from hexadecimal digits, six a colour.
 *
 * @param text the colours, apart by blanks or line breaks
 * @returns the table, from the low end to the high one
 * @throws {ValueError} for a word that is not six hexadecimal digits
 *
 * @example
 * ```ts
 * hexColors('000000 ff8000'); // => [[0, 0, 0], [255, 128, 0]]
 * ```
 */
export function hexColors(text: string): ColormapTable {
  if (typeof text !== 'string') throw valueError('text', text, 'a string of hexadecimal digits');
  return text.trim().split(/\s+/).map(hexColor);
}

function hexColor(digits: string): Color {
  if (!/^[0-9a-f]{6}$/i.test(digits)) {
    const expected = 'six hexadecimal digits, such as ff8000';
    throw new ValueError(`The colour "${digits}" is not ${expected}.`, { argument: 'text', value: digits, expected });
  }
  const at = (start: number) => Number.parseInt(digits.slice(start, start + 2), 16);
  return [at(0), at(2), at(4)];
}
