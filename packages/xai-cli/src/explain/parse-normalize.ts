import { type ImageRecipe, type PresetName, presets } from 'xai-recipes';
import { parseNormalization } from '../images/normalization';

/**
 * Reads the option `--normalize`: the name of a preset, or numbers.
 *
 * @throws {UsageError} for anything else
 */
export function parseNormalize(text: string): ImageRecipe['normalize'] {
  return Object.hasOwn(presets, text) ? (text as PresetName) : parseNormalization(text);
}
