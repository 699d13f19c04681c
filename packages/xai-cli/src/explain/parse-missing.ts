import { decimalOf, type MissingRecipe } from 'xai-recipes';
import { wrongOption } from '../errors/wrong-option';

/**
 * Reads the option `--missing`.
 *
 * @throws {UsageError} for anything else
 */
export function parseMissing(text: string): MissingRecipe {
  const value = decimalOf(text);
  if (text === 'typical' || text === 'NaN') return text;
  if (!Number.isNaN(value)) return value;
  const expected =
    'a number, typical (the mean of the column, of categories the most frequent), or NaN for a model that takes it';
  throw wrongOption('--missing', text, expected);
}
