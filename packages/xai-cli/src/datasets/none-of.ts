import { FileError } from 'xai-recipes';

/**
 * The error about data of which nothing is any good.
 *
 * @param example the name of an item, and what is wrong with it
 */
export function noneOf(data: string, items: number, done: 'explained' | 'read', example: string): FileError {
  const expected = 'items that the model takes';
  return new FileError(`None of the ${items} items of ${data} could be ${done}, such as ${example}`, {
    argument: '--data',
    value: data,
    expected,
  });
}
