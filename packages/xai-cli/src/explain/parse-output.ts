import { decimalOf, type OutputRecipe } from 'xai-recipes';
import { wrongOption } from '../errors/wrong-option';

/** An index, the name of a class, or an index path: `4`, `spam`, `37,1`. */
export function outputOf(text: string): OutputRecipe {
  const digits = text.trim();
  if (/^\d+$/.test(digits)) return Number(digits);
  return /^\d+(\s*,\s*\d+)+$/.test(digits) ? digits.split(',').map(Number) : text;
}

/**
 * One of the options `--combine`: an output, or one and its weight behind a colon, as in `4`, `spam:0.5`, `37,1:-1`.
 *
 * @throws {UsageError} for a weight that is no number
 */
export function parseTerm(text: string): { output: OutputRecipe; weight: number } {
  const [, output, said] = /^(.*?)(?::([^:]*))?$/s.exec(text) as RegExpExecArray;
  const weight = said === undefined ? 1 : decimalOf(said);
  if (output !== '' && Number.isFinite(weight)) return { output: outputOf(output), weight };
  const expected = 'an output, or an output:weight, such as 4:0.5';
  throw wrongOption('--combine', text, expected);
}
