import { ValueError } from '../errors';
import { describeValue } from './describe-value';
import { nearest } from './nearest';

/**
 * Checks that an object of options has no keys but those that are known: a misspelt option would otherwise do nothing, silently.
 *
 * @param options what was given; nothing is no option, and neither is one without a value
 * @param known the names that there are
 * @param owner what takes the options, for the message: `RISE`, `heatmap`
 * @throws {ValueError} naming the key, the nearest that there is, and all of them
 *
 * @example
 * ```ts
 * checkKeys({ batchSize: 16 }, ['batchSize', 'seed'], 'analyze'); // throws nothing
 * ```
 */
export function checkKeys(options: object | null | undefined, known: readonly string[], owner: string): void {
  if (options === undefined || options === null) return;
  if (typeof options !== 'object' || Array.isArray(options)) {
    const expected = 'an object of options';
    const message = `${owner} was given ${describeValue(options)}; expected ${expected}.`;
    throw new ValueError(message, { argument: 'options', value: options, expected });
  }
  for (const [key, value] of Object.entries(options)) {
    if (value === undefined || known.includes(key)) continue;
    const guess = nearest(key, known);
    const expected = known.length > 0 ? `one of ${known.join(', ')}` : 'no options';
    const way = guess ? `; did you mean ${guess}? Expected ${expected}.` : `; expected ${expected}.`;
    throw new ValueError(`${owner} has no option ${describeValue(key)}${way}`, { argument: key, value, expected });
  }
}
