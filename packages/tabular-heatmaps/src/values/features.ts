import { formatNumber, valueError } from 'svg-plots';
import { ShapeError } from 'xai-base';
import type { Feature } from '../rank';
import type { ExplainedRow } from './explained-row';

/** A name of LIME's says already in which range a feature is. */
const SAYS_VALUE = /[<>=]/;

/** LIME's ranges: `2.50 < age <= 4.00`, `age <= 2.50`, `age > 4.00`. */
const RANGE = /^(?:(?<low>\S+) < )?.*?(?: (?<sign><=|>) (?<border>\S+))?$/s;

/** The names, attributions and values of a row's features, in the order of the row. */
export function featuresOf(
  row: ExplainedRow,
  names?: readonly string[],
  featureValues?: ArrayLike<number | string>,
): Feature[] {
  const given = names && perFeature(row, checkNames(names), 'featureNames', (members) => members.join(' + '));
  const shown = featureValues ?? row.inputs;
  if (typeof shown?.length !== 'number' && shown !== undefined)
    throw valueError('featureValues', shown, 'an array of numbers or strings');
  const values = shown && perFeature(row, Array.from(shown), 'featureValues', ([only, ...others]) =>
    others.length > 0 ? undefined : only,
  ); // biome-ignore format: one idea
  return row.values.map((value, feature): Feature => {
    const own = row.names?.[feature];
    const is = values?.[feature];
    const name = given?.[feature] ?? own ?? usualName(row, feature);
    if (own !== undefined && isRange(own)) return { name: given ? renamed(own, name) : own, value };
    if (is === undefined || (!given && own !== undefined && SAYS_VALUE.test(own))) return { name, value };
    return { name, value, is: typeof is === 'number' ? numberOf(is) : String(is) };
  });
}

/**
 * The names of a row's features, whatever their values are in this row: those given, those of the explanation, or the usual ones.
 *
 * @throws {ShapeError} if there are not as many as features, or columns
 */
export function featureNamesOf(row: ExplainedRow, names?: readonly string[]): string[] {
  const given = names && perFeature(row, checkNames(names), 'featureNames', (members) => members.join(' + '));
  return row.values.map((_, feature) => {
    const own = row.names?.[feature];
    return given?.[feature] ?? (own === undefined || SAYS_VALUE.test(own) ? usualName(row, feature) : own);
  });
}

function numberOf(value: number): string {
  return Number.isNaN(value) ? 'missing' : formatNumber(value);
}

/** Whether a name says the range for which its attribution holds, not just the value that is there. */
function isRange(name: string): boolean {
  return / (<=|>) /.test(name);
}

/** A range with another name, unless it has that already: LIME calls columns without a name by their index. */
function renamed(range: string, name: string): string {
  if (range.includes(name)) return range;
  const { low, sign, border } = RANGE.exec(range)?.groups ?? {};
  return `${low ? `${low} < ` : ''}${name}${sign ? ` ${sign} ${border}` : ''}`;
}

/** What is given a feature, or a column: then that of a group is made of those of its members. */
function perFeature<T>(
  { values, columns, groups }: ExplainedRow,
  given: readonly T[],
  argument: string,
  together: (members: readonly T[]) => T | undefined,
): readonly (T | undefined)[] {
  if (given.length === values.length) return given;
  if (groups && given.length === columns) {
    return groups.map((group) => together(Array.from(group, (column) => given[column])));
  }
  if (argument === 'featureValues' && values.length !== columns && given.length === columns) return [];
  const expected =
    values.length === columns
      ? `one a feature, ${columns}`
      : `one a group, ${values.length}, or one a column, ${columns}`;
  throw new ShapeError(`There are ${given.length} ${argument}; expected ${expected}.`, {
    argument,
    value: given.length,
    expected,
  });
}

function usualName({ groups }: ExplainedRow, feature: number): string {
  const columns = groups?.[feature];
  if (!columns) return `feature ${feature}`;
  return columns.length === 1 ? `feature ${columns[0]}` : `features ${Array.from(columns).join(', ')}`;
}

function checkNames(names: readonly string[]): readonly string[] {
  if (!Array.isArray(names)) throw valueError('featureNames', names, 'an array of strings');
  const other = names.findIndex((name) => typeof name !== 'string');
  if (other >= 0) throw valueError(`featureNames[${other}]`, names[other], 'a string');
  return names;
}
