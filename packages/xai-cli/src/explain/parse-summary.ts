import type { SummaryRecipe } from 'xai-recipes';
import { wrongOption } from '../errors/wrong-option';

/**
 * Reads the option `--summary`.
 *
 * @throws {UsageError} for anything else
 */
export function parseSummary(text: string): SummaryRecipe {
  if (text === 'means' || text === 'medians') return text;
  if (/^[1-9]\d*$/.test(text)) return Number(text);
  const expected = 'means, medians (of the columns), or a number of rows';
  throw wrongOption('--summary', text, expected);
}
