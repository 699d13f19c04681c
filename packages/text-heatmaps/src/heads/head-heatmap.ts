import type { Tensor } from '@tensorflow/tfjs-core';
import { colorAt, colormapTable, colorRange, shapeError, valueError } from 'svg-plots';
import type { PlainTensor } from 'xai-base';
import { pixel } from '../colors/pixel';
import type { MatrixOptions } from '../generation/matrix-options';
import { type HeatmapOptions, withPreset } from '../heatmap-options';
import { readTensor } from '../values/read-values';
import type { ColoredHeads } from './colored-heads';
import { headsSvg } from './heads-svg';

/** How heads are drawn. */
export interface HeadOptions extends Omit<HeatmapOptions, 'separator' | 'colorscheme' | 'rangescale'> {
  /** Which sample of the batch, 0 if left out. */
  readonly sample?: number;
}

/** The heads of a transformer over a text, in colours. It holds no tensor. */
export interface HeadHeatmap extends ColoredHeads {
  /** A matrix a head, token by token: a row of them for each layer. */
  toSVG(options?: MatrixOptions): string;
}

/**
 * Draws the heads of a transformer over a text, a matrix each, token by token: attention probabilities, their gradients, or their relevance, as the methods that
 * read attention keep them in their extras. All heads have one range of colours: from the smallest to the largest value, or centred on zero where some are
 * negative. For many tokens and layers, slice what you want to see: each value is an element of the picture.
 *
 * @param heads `[batch, layers, heads, tokens, tokens]`; it stays the caller's
 * @param tokens one a row and column
 * @throws {ShapeError} for heads of another shape
 * @throws {ValueError} for NaN or infinite values, tokens that are no strings or not as many, an invalid option
 *
 * @example
 * ```ts
 * const attention = tf.tensor5d([[[[[0.9, 0.1], [0.5, 0.5]], [[0.2, 0.8], [1, 0]]]]]); // one layer of two heads
 * const drawing = headHeatmap(attention, ['good', 'bye']);
 * drawing.values[0][1]; // => [[0.2, 0.8], [1, 0]]
 * drawing.toSVG().slice(0, 4); // => '<svg'
 * ```
 */
export function headHeatmap(
  heads: Tensor | PlainTensor,
  tokens: readonly string[],
  { sample = 0, ...options }: HeadOptions = {},
): HeadHeatmap {
  const [batch, layers, count, size, other] = heads?.shape ?? [];
  if (heads?.shape?.length !== 5 || size !== other) {
    throw shapeError('heads', heads?.shape, '[batch, layers, heads, tokens, tokens]');
  }
  if (!(Number.isInteger(sample) && sample >= 0 && sample < (batch as number))) {
    throw valueError('sample', sample, `an integer from 0 to ${(batch as number) - 1}`);
  }
  if (!Array.isArray(tokens) || tokens.length !== size || !tokens.every((token) => typeof token === 'string')) {
    throw valueError('tokens', tokens, `${size} strings, one a token`);
  }
  const all = readTensor(heads, 'heads');
  const length = all.length / (batch as number);
  const own = all.slice(sample * length, (sample + 1) * length);
  const isSigned = own.some((value) => value < 0);
  const usual = isSigned ? ({} as const) : ({ colormap: 'viridis', range: 'extrema' } as const);
  const { colormap, range, clip } = withPreset({ ...usual, ...options });
  const table = colormapTable(colormap);
  const { position } = colorRange(own, range, clip);
  const values = nested(own, [layers as number, count as number, size as number, size as number]) as number[][][][];
  const colorOf = (value: number) => pixel(colorAt(table, position(value)));
  const colors = values.map((layer) => layer.map((head) => head.map((row) => row.map(colorOf))));
  const drawing = { tokens, values, colors };
  return { ...drawing, toSVG: (given) => headsSvg(drawing, given) };
}

/** A flat list in arrays of a shape. */
function nested(values: readonly number[], [length, ...others]: readonly number[]): unknown[] {
  if (others.length === 0) return [...values];
  const size = values.length / length;
  return Array.from({ length }, (_, at) => nested(values.slice(at * size, (at + 1) * size), others));
}
