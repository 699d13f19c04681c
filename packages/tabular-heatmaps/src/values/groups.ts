import { shapeError, valueError } from 'svg-plots';

/** Columns that were explained together. */
export interface Groups {
  /** A value a group. */
  readonly values: readonly number[];
  /** The columns of each, if the explanation says them. */
  readonly groups?: readonly (readonly number[])[];
}

/**
 * The groups of an explanation: `extras.groups` lists the columns of each, `extras.featureValues` has a value for each; undefined where
 * each column is a feature.
 *
 * @param spread the value of each column, that of its group
 * @throws {ShapeError} for groups of columns that there are not
 */
export function groupsIn(
  extras: Record<string, unknown>,
  sample: number,
  spread: readonly number[],
): Groups | undefined {
  const groups = listIn(extras.groups, sample) as readonly (readonly number[])[] | undefined;
  const exact = listIn(extras.featureValues, sample) as ArrayLike<number> | undefined;
  if (groups === undefined) {
    const isOfColumns = !exact || exact.length === 0 || exact.length === spread.length;
    return isOfColumns ? undefined : { values: checkFinite(exact) };
  }
  const isColumn = (column: number) => Number.isInteger(column) && column >= 0 && column < spread.length;
  if (
    groups.length === 0 ||
    !Array.from(groups).every((group) => listIn([group], 0) && Array.from(group).every(isColumn))
  )
    throw shapeError('explanation.extras.groups', [groups.length], `lists of columns from 0 to ${spread.length - 1}`);
  const isExact = exact?.length === groups.length;
  return { values: isExact ? checkFinite(exact) : groups.map(([first]) => spread[first] ?? 0), groups };
}

function checkFinite(values: ArrayLike<number>): number[] {
  const wrong = Array.from(values).findIndex((value) => !Number.isFinite(value));
  if (wrong < 0) return Array.from(values);
  throw valueError(`explanation.extras.featureValues[${wrong}]`, values[wrong], 'a finite number');
}

/** The entry of a sample, if it is a list. */
function listIn(entries: unknown, sample: number): ArrayLike<unknown> | undefined {
  const entry = Array.isArray(entries) ? entries[sample] : undefined;
  return Array.isArray(entry) || (ArrayBuffer.isView(entry) && !(entry instanceof DataView))
    ? (entry as never)
    : undefined;
}
