import { describeValue } from 'xai-base';

const MOST = 20;

/**
 * Names in a message: all of a few, the first of many. A file may have a hundred thousand.
 *
 * @example
 * ```ts
 * listNames(['cat', 'dog']); // => 'cat, dog'
 * ```
 */
export function listNames(names: readonly string[]): string {
  const shown = names.slice(0, MOST).map((name) => (name.length > 80 ? describeValue(name) : name));
  return names.length > MOST ? `${shown.join(', ')}, ... (${names.length} in all)` : shown.join(', ');
}
