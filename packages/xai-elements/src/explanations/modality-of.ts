import type { PlainExplanation } from 'xai-base';

/** What an explanation is of. */
export type Modality = 'image' | 'text' | 'series' | 'table';

/**
 * What an explanation is of, by its shape and by the words that it carries.
 *
 * @param explanation as plain data; `val` is `[batch, height, width, channels]`, `[batch, time, channels]` or `[batch, features]`
 * @param names what its features are called: of as many whole numbers, they are the words of a text
 *
 * @example
 * ```ts
 * import { modalityOf } from 'xai-elements';
 *
 * const series = { shape: [1, 20, 2], data: new Float32Array(40) };
 * const output = { shape: [1, 1], data: [0.5] };
 * const explained = { val: series, input: series, output, outputSelection: [0], analyzer: 'Gradient' };
 * modalityOf({ ...explained, heatmap: 'sensitivity' }); // => 'series'
 * ```
 */
export function modalityOf({ val, input, extras }: PlainExplanation, names?: readonly string[]): Modality {
  const [, length] = val.shape;
  if (val.shape.length === 4) return 'image';
  if (Array.isArray(extras?.tokens)) return 'text';
  if (val.shape.length === 2) return input.dtype === 'int32' && names?.length === length ? 'text' : 'table';
  return input.shape.length === 4 ? 'image' : 'series';
}
