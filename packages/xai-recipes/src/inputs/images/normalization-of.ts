import type { ImageRecipe } from '../../recipe/input-recipe';
import { presets } from '../../recipe/presets';
import { type Normalization, unchanged } from './normalization';

/** The numbers of a preset, or those that a recipe says, and the order of colours that goes with them. */
export function normalizationOf({ normalize, order }: ImageRecipe): Normalization & Pick<ImageRecipe, 'order'> {
  if (typeof normalize !== 'string') return { ...(normalize ?? unchanged), order };
  const preset: Normalization & Pick<ImageRecipe, 'order'> = presets[normalize];
  return { mean: preset.mean, std: preset.std, order: order ?? preset.order };
}
