import { shapeError } from 'svg-plots';
import { type Drawable, type ExplainedRow, explainedRows } from '../values/explained-row';
import { featureNamesOf } from '../values/features';

/** Explanations of the rows of a table: one of a batch, or several of the same columns. */
export type DrawableTable = Drawable | readonly Drawable[];

/** A feature in all rows. */
export interface TableFeature {
  readonly name: string;
  /** Its attribution in each row. */
  readonly attributions: Float64Array;
  /** What it is in each row, where it is one column and the explanations hold their inputs; NaN where it is missing. */
  readonly values?: Float64Array;
}

/** The rows of a table and what explanations say of them. */
export interface ExplainedTable {
  readonly count: number;
  readonly features: readonly TableFeature[];
  /** Where the attributions of each row start from, if the explanations say it. */
  readonly bases?: readonly number[];
  readonly method: string;
}

/**
 * The rows of explanations, whose `val` is `[batch, features]` each.
 *
 * @param featureNames one a feature, or of groups one a column
 * @throws {ShapeError} for another rank, other features than in the first row, no row, or another number of names
 */
export function explainedTable(explanations: DrawableTable, featureNames?: readonly string[]): ExplainedTable {
  const rows = (Array.isArray(explanations) ? explanations : [explanations]).flatMap(explainedRows);
  if (rows.length === 0) throw shapeError('explanations', [0], 'one explanation or more');
  const [first] = rows;
  const layout = layoutOf(first);
  const other = rows.findIndex((row) => layoutOf(row) !== layout);
  if (other >= 0)
    throw shapeError(`Row ${other} of explanations`, [rows[other].columns], `the features of row 0, ${layout}`);
  const features = featureNamesOf(first, featureNames).map((name, feature) => ({
    name,
    attributions: Float64Array.from(rows, ({ values }) => values[feature]),
    ...valuesOf(rows, feature),
  }));
  const bases = rows.flatMap(({ base }) => (base ? [base.value] : []));
  return { count: rows.length, features, ...(bases.length === rows.length ? { bases } : {}), method: methodOf(rows) };
}

/** Which columns are explained, and which of them together. */
function layoutOf({ columns, groups }: ExplainedRow): string {
  return groups
    ? `groups ${groups.map((group) => `[${Array.from(group)}]`).join(' ')} of ${columns} columns`
    : `${columns} columns`;
}

function valuesOf(rows: readonly ExplainedRow[], feature: number): { values?: Float64Array } {
  const { groups, columns, values } = rows[0];
  const column = groups ? (groups[feature].length === 1 ? groups[feature][0] : undefined) : feature;
  const isColumn = column !== undefined && (groups !== undefined || values.length === columns);
  if (!isColumn || !rows.every(({ inputs }) => inputs)) return {};
  return { values: Float64Array.from(rows, ({ inputs }) => inputs![column]) };
}

/** The method and the output, if it is the same in all rows. */
function methodOf(rows: readonly ExplainedRow[]): string {
  const methods = new Set(rows.map(({ method }) => method));
  if (methods.size === 1) return rows[0].method;
  const names = new Set(Array.from(methods, (method) => method.split(',')[0]));
  return names.size === 1 ? `${[...names][0]}, the output selected in each row` : 'attribution';
}
