import { describeValue } from 'xai-base';
import { decodeText } from '../../files/decode-text';
import { type DecimalMark, decimalOf } from '../numbers/decimal-of';
import { type Delimiter, delimiterOf, saidDelimiter } from './delimiter';
import { isMissing } from './missing';
import { placeNames } from './named-columns';
import { CsvError, parseCells } from './parse-cells';
import { wrongTable } from './wrong-table';

/** A CSV file: the names of its columns, and its rows as texts. */
export interface CsvFile {
  readonly file: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** A comma where something else stands between cells and some cell has it in a number; else a point. */
  readonly decimalMark: DecimalMark;
  /** Whether the rows are the samples of a recording. */
  readonly isRecording?: boolean;
  /** Whether the columns have no names but their places. */
  readonly isUnnamed?: boolean;
  /** What was taken for granted, in words. */
  readonly warnings?: readonly string[];
}

/**
 * Reads a CSV file (RFC 4180) whose first line has the names of the columns; also one with semicolons, tabs or bars between its cells, with decimal
 * commas, and in UTF-16, as spreadsheets write it.
 *
 * @throws {TableFileError} when it is no table: a line with more or fewer cells, a quote without end, names that occur twice, no rows
 */
export function readCsv(file: string, bytes: Uint8Array): CsvFile {
  const known = tables.get(bytes);
  if (known?.file === file) return known;
  const table = parsed(file, decodeText(bytes));
  tables.set(bytes, table);
  return table;
}

/** The tables that were read, by their bytes: of files that are held, each row does not read all of them again. */
const tables = new WeakMap<Uint8Array, CsvFile>();

function parsed(file: string, text: string): CsvFile {
  const said = saidDelimiter(text);
  const delimiter = said.delimiter ?? delimiterOf(said.lines);
  const lines = cells(file, said.lines, delimiter);
  const decimalMark = delimiter === ',' ? '.' : markOf(lines);
  if (lines.length > 0 && holdsNumbers(lines[0], decimalMark)) {
    const warnings = [`${file} has no names of columns: its first line holds numbers, and is a row.`];
    return { file, columns: placeNames(lines[0].length), rows: lines, decimalMark, isUnnamed: true, warnings };
  }
  const [columns = [], ...rows] = lines;
  const known = new Set<string>();
  for (const name of columns) {
    if (known.has(name)) throw wrongTable(file, `has two columns ${describeValue(name)}`, 'a name for each column');
    known.add(name);
  }
  if (rows.length === 0)
    throw wrongTable(file, 'has no rows', 'a line with the names of the columns, and a line a row');
  return { file, columns, rows, decimalMark };
}

/** Whether a line is a row and has no names: numbers, but for 0, 1, 2 and so on, which pandas calls columns without names. */
function holdsNumbers(cells: readonly string[], mark: DecimalMark): boolean {
  return (
    cells.every((cell) => isMissing(cell) || !Number.isNaN(decimalOf(cell, mark))) &&
    cells.some((cell) => !isMissing(cell)) &&
    !cells.every((cell, at) => cell === String(at))
  );
}

function markOf(rows: readonly (readonly string[])[]): DecimalMark {
  const hasComma = (cell: string) => cell.includes(',') && !Number.isNaN(decimalOf(cell, ','));
  return rows.some((row) => row.some(hasComma)) ? ',' : '.';
}

function cells(file: string, text: string, delimiter: Delimiter): string[][] {
  try {
    return parseCells(text, delimiter);
  } catch (cause) {
    if (!(cause instanceof CsvError)) throw cause;
    const expected = 'cells between commas, semicolons, tabs or bars, as many in each line';
    throw wrongTable(file, `is no CSV file: ${cause.message}`, expected, cause);
  }
}
