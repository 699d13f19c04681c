import { expandDims, reshape, slice, Tensor, tidy, transpose } from '@tensorflow/tfjs-core';
import { signWords } from 'svg-plots';
import {
  checkKeys,
  checkPatchGrid,
  describeValue,
  IndexError,
  type PatchGrid,
  patchGrid,
  ShapeError,
  ValueError,
} from 'xai-base';
import { heatmap } from '../heatmap';
import type { PresetOptions } from '../heatmap-options';
import type { Background } from '../images/images-below';
import { type Sheet, sheet } from './sheet';
import type { SheetOptions } from './sheet-options';

/** What a {@link headSheet} shows. */
export interface HeadSheetOptions
  extends PresetOptions,
    Pick<SheetOptions, 'title' | 'cellSize' | 'fontSize' | 'textScale'> {
  /** Which sample of the batch, 0 if left out. */
  readonly sample?: number;
  /** Of a vision transformer: how the patches lie. A head is then the map of the patches that a token attends to, instead of its matrix. */
  readonly grid?: PatchGrid;
  /** Of which token the map is, 0 if left out: the classifying one. */
  readonly token?: number;
  /** What the maps are laid over: the explained image. */
  readonly image?: Background;
}

const names = [
  'sample',
  'grid',
  'token',
  'image',
  'colormap',
  'range',
  'clip',
  'title',
  'cellSize',
  'fontSize',
  'textScale',
];

/**
 * The heads of a transformer as a sheet, a row for each layer and a column for each head: attention probabilities, their gradients, or their relevance, as the
 * methods that read attention keep them in their extras. A head is a matrix, row i what token i attends to, or with a `grid` the map of an image's patches.
 * All heads have one range of colours: from the smallest to the largest value, or centred on zero where some are negative.
 *
 * @param heads `[batch, layers, heads, tokens, tokens]`; it stays the caller's
 * @throws {ShapeError} for heads of another shape, or fewer tokens than patches
 * @throws {IndexError} for a sample or a token that is not there
 * @throws {ValueError} for NaN or infinite values, or an invalid option
 *
 * @example
 * ```ts
 * const attention = tf.softmax(tf.randomNormal([1, 2, 3, 5, 5])); // two layers of three heads; a classifying token and four patches
 * const matrices = await headSheet(attention);
 * const maps = await headSheet(attention, { grid: true, colormap: 'inferno', title: 'What the class token attends to' });
 * [matrices.width > 3 * 112, maps.height > 2 * 112]; // => [true, true]
 * ```
 */
export async function headSheet(heads: Tensor, options: HeadSheetOptions = {}): Promise<Sheet> {
  checkKeys(options, names, 'headSheet');
  const { sample = 0, token = 0, grid, image, title, cellSize, fontSize, textScale, clip = false } = options;
  checkHeads(heads);
  checkPatchGrid(grid);
  const [batch, layers, count, tokens] = heads.shape;
  checkPlace('sample', sample, batch);
  checkPlace('token', token, tokens as number);
  if (image !== undefined && !grid) {
    const expected = 'a grid, as a matrix does not lie over an image';
    throw new ValueError(`image is given without a grid; expected ${expected}.`, { argument: 'grid', expected });
  }
  const values = tidy(() => {
    const own = reshape(slice(heads, sample, 1), [-1, tokens as number, tokens as number]);
    if (!grid) return expandDims(own, 3);
    return patchGrid(transpose(slice(own, [0, token, 0], [-1, 1, -1]), [0, 2, 1]), grid); // [layers * heads, rows, columns, 1]
  });
  try {
    const isSigned = (await values.data()).some((value) => value < 0);
    const { colormap = isSigned ? 'seismic' : 'viridis', range = isSigned ? 'centered' : 'extrema' } = options;
    const drawing = { colormap, range, clip, colorRange: 'batch', ...(image !== undefined && { image }) } as const;
    const images = await heatmap(
      { val: values, heatmap: image === undefined ? 'attribution' : 'cam' } as never,
      drawing,
    );
    return sheet({
      rows: Array.from({ length: layers }, (_, layer) => `layer ${layer + 1}`),
      columns: Array.from({ length: count as number }, (_, head) => `head ${head + 1}`),
      cells: Array.from({ length: layers }, (_, layer) => images.slice(layer * count, (layer + 1) * count)),
      colorbar: {
        colormap,
        low: isSigned ? signWords.negative : 'little',
        high: isSigned ? signWords.positive : 'much',
      },
      ...(title !== undefined && { title }),
      ...(cellSize !== undefined && { cellSize }),
      ...(fontSize !== undefined && { fontSize }),
      ...(textScale !== undefined && { textScale }),
    });
  } finally {
    values.dispose();
  }
}

function checkHeads(heads: unknown): asserts heads is Tensor {
  const expected = 'a tensor [batch, layers, heads, tokens, tokens]';
  if (heads instanceof Tensor && heads.rank === 5 && heads.shape[3] === heads.shape[4]) return;
  const value = heads instanceof Tensor ? heads.shape : heads;
  throw new ShapeError(`heads is ${describeValue(value)}; expected ${expected}.`, {
    argument: 'heads',
    value,
    expected,
  });
}

function checkPlace(argument: string, value: number, count: number): void {
  if (Number.isInteger(value) && value >= 0 && value < count) return;
  const expected = `an integer from 0 to ${count - 1}`;
  throw new IndexError(`${argument} is ${describeValue(value)}; expected ${expected}.`, { argument, value, expected });
}
