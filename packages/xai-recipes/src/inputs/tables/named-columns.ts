import { listNames } from '../../errors/list-names';
import { wrongTable } from './wrong-table';

/**
 * The columns of numbers that have no names of their own: those that are given, or their places.
 *
 * @param width how many columns there are
 * @throws {TableFileError} when there are more or fewer names than columns, so that nothing says which is which
 */
export function namedColumns(file: string, width: number, names?: readonly string[]): readonly string[] {
  if (!names) return placeNames(width);
  if (names.length === width) return names;
  const expected = `${names.length}, for ${listNames(names)}`;
  throw wrongTable(file, `has ${width} column${width === 1 ? '' : 's'} without names`, expected);
}

/** What columns without names are called: by their places. */
export function placeNames(width: number): string[] {
  return Array.from({ length: width }, (_, at) => `column ${at}`);
}
