import type { PlainExplanation } from 'xai-base';

/** What an explanation is of. */
export type Modality = 'image' | 'text' | 'series' | 'table';

/** What an explanation is of, by its shape and by the words that it carries. */
export function modalityOf({ val, input, extras }: PlainExplanation, names?: readonly string[]): Modality {
  const [, length] = val.shape;
  if (val.shape.length === 4) return 'image';
  if (Array.isArray(extras?.tokens)) return 'text';
  if (val.shape.length === 2) return input.dtype === 'int32' && names?.length === length ? 'text' : 'table';
  return input.shape.length === 4 ? 'image' : 'series';
}
