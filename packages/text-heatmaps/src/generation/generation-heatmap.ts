import { Tensor } from '@tensorflow/tfjs-core';
import { type Color, colorAt, colormapTable, colorRange, shapeError, valueError } from 'svg-plots';
import { type ExplanationParts, isPlainTensor, type PlainTensor } from 'xai-base';
import { pixel } from '../colors/pixel';
import { type HeatmapOptions, withPreset } from '../heatmap-options';
import { readTensor } from '../values/read-values';
import { hoverHtml } from './hover-html';
import type { MatrixOptions } from './matrix-options';
import { matrixSvg } from './matrix-svg';

/** What is drawn: an explanation of tokens that were written, `val` `[1, written, all]`, with the tokens in its extras. */
export interface DrawableGeneration extends Pick<ExplanationParts, 'heatmap' | 'extras'> {
  readonly val: Tensor | PlainTensor;
}

/** What each token that a language model wrote owes to each token before it, in colours. It holds no tensor. */
export interface GenerationHeatmap {
  /** All tokens: the prompt and what was written. */
  readonly tokens: readonly string[];
  /** For each token that was written a value for each token before it. */
  readonly rows: readonly (readonly number[])[];
  /** The colours of the values. */
  readonly colors: readonly (readonly Color[])[];
  /** A matrix: a row for each token that was written, a column for each token. */
  toSVG(options?: MatrixOptions): string;
  /** The text as a paragraph: the word under the pointer, or that has the focus, colours those before it. Without any script. */
  toHTML(): string;
}

/**
 * Draws an explanation of a text that a language model wrote, as `GeneratedText` of the package model-agnostic gives it.
 *
 * @throws {ShapeError} when `val` is not `[1, written, all]`, or there are not as many tokens
 * @throws {ValueError} for NaN or infinite values, tokens that are no strings, an invalid option
 *
 * @example
 * ```ts
 * const val = tf.tensor3d([[[2, -1, 0, 0], [0, 1, 2, 0]]]);
 * const drawing = generationHeatmap({ val, heatmap: 'attribution', extras: { tokens: [['so', 'far', 'so', 'good']] } });
 * drawing.rows; // => [[2, -1], [0, 1, 2]]
 * drawing.toSVG().slice(0, 4); // => '<svg'
 * ```
 */
export function generationHeatmap(explanation: DrawableGeneration, options: HeatmapOptions = {}): GenerationHeatmap {
  const { colormap, range, clip } = withPreset(options, explanation.heatmap);
  const rows = readRows(explanation.val);
  const tokens = readTokens(explanation.extras?.tokens, explanation.val.shape[2] as number);
  const table = colormapTable(colormap);
  const { position } = colorRange(rows.flat(), range, clip);
  const colors = rows.map((row) => row.map((value) => pixel(colorAt(table, position(value)))));
  const drawing = { tokens, rows, colors };
  return { ...drawing, toSVG: (given) => matrixSvg(drawing, given), toHTML: () => hoverHtml(drawing) };
}

/** The values of each row up to the token itself. */
function readRows(val: Tensor | PlainTensor): number[][] {
  if (!(val instanceof Tensor || isPlainTensor(val)))
    throw valueError('explanation.val', val, 'a tensor [1, written, all]');
  const [batch, written, all] = val.shape;
  if (val.shape.length !== 3 || batch !== 1 || (all as number) <= (written as number)) {
    throw shapeError('explanation.val', val.shape, '[1, written, all], with a token more at least than were written');
  }
  const values = readTensor(val, 'explanation.val');
  const size = all as number;
  const before = size - (written as number);
  return Array.from({ length: written as number }, (_, row) => values.slice(row * size, row * size + before + row));
}

function readTokens(given: unknown, size: number): readonly string[] {
  const tokens: unknown = Array.isArray(given) ? given[0] : given;
  if (Array.isArray(tokens) && tokens.length === size && tokens.every((token) => typeof token === 'string'))
    return tokens;
  throw valueError('explanation.extras.tokens', tokens, `an array with an array of ${size} strings, one a token`);
}
