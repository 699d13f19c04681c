import { type Color, colorAt, colormapTable, colorRange, valueError } from 'svg-plots';
import { ShapeError } from 'xai-base';
import { pixel } from './colors/pixel';
import { toAnsi } from './formats/ansi';
import { toHtml } from './formats/html';
import { type SvgOptions, toSvg } from './formats/svg';
import { type HeatmapOptions, withPreset } from './heatmap-options';
import { readValues } from './values/read-values';

/**
 * Words on coloured ground. It holds no tensor. In every format the control characters and direction overrides in words
 * are replaced by visible signs, so that no word can move the cursor, close a tag or reorder its neighbours.
 *
 * @example
 * ```ts
 * const text = new TextHeatmap(['not', 'bad'], [0, 3], { colormap: 'bwr' });
 * text.toString(); // => '\x1b[48;2;255;255;255m\x1b[38;2;0;0;0mnot\x1b[0m \x1b[48;2;255;0;0m\x1b[38;2;0;0;0mbad\x1b[0m'
 * ```
 */
export class TextHeatmap {
  readonly words: readonly string[];
  readonly values: readonly number[];
  /** The ground of each word: red, green and blue, integers in 0..255. */
  readonly colors: readonly Color[];
  readonly separator: string;

  /**
   * @throws {ShapeError} if there are not as many words as values
   * @throws {ValueError} for NaN or infinite values, words that are no strings, an invalid option
   */
  constructor(words: readonly string[], values: readonly number[], options: HeatmapOptions = {}) {
    const { colormap, range, clip, separator } = withPreset(options);
    const table = colormapTable(colormap);
    this.values = readValues(values);
    this.words = checkWords(words, this.values);
    const { position } = this.values.length > 0 ? colorRange(this.values, range, clip) : { position: () => 0 };
    this.colors = this.values.map((value) => pixel(colorAt(table, position(value))));
    this.separator = separator;
  }

  /** For a terminal: ANSI escape sequences with 24-bit colours. */
  toString(): string {
    return toAnsi(this);
  }

  /** A paragraph of HTML with inline styles; the value of each word is its title. */
  toHTML(): string {
    return toHtml(this);
  }

  /**
   * A picture of its own, with lines wrapped at the width.
   *
   * @throws {ValueError} for a width or font size that is not a positive number
   */
  toSVG(options?: SvgOptions): string {
    return toSvg(this, options);
  }
}

function checkWords(words: readonly string[], values: readonly number[]): readonly string[] {
  const expectedWords = 'an array of strings';
  if (!Array.isArray(words)) throw valueError('words', words, expectedWords);
  const other = words.findIndex((word) => typeof word !== 'string');
  if (other >= 0) throw valueError(`words[${other}]`, words[other], 'a string');
  if (words.length === values.length) return [...words];
  const expected = `one a value, ${values.length}`;
  throw new ShapeError(`There are ${words.length} words; expected ${expected}.`, {
    argument: 'words',
    value: words.length,
    expected,
  });
}
