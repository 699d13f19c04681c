import { valueError } from './errors';

/**
 * What an output is called: by its name, if there is one, else `output 3`.
 *
 * @param names of all outputs
 * @throws {ValueError} for names that are no texts
 *
 * @example
 * ```ts
 * outputName(1, ['cat', 'dog']); // => 'dog'
 * outputName(1); // => 'output 1'
 * ```
 */
export function outputName(output: number, names: readonly string[] = []): string {
  if (!(Array.isArray(names) && names.every((name) => typeof name === 'string')))
    throw valueError('outputNames', names, 'an array of strings');
  return names[output] ?? `output ${output}`;
}
