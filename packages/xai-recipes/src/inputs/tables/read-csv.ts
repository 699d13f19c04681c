import { describeValue } from 'xai-base';
import { TableFileError } from '../../errors/errors';
import { decodeText } from '../../files/decode-text';
import type { Files } from '../../files/files';
import { readBytes } from '../../files/read-file';
import { type DecimalMark, decimalOf } from '../numbers/decimal-of';
import { type Delimiter, delimiterOf } from './delimiter';
import { CsvError, parseCells } from './parse-cells';

/** A CSV file: the names of its columns, and its rows as texts. */
export interface CsvFile {
  readonly file: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** A comma where semicolons or tabs stand between cells and some cell has it in a number; else a point. */
  readonly decimalMark: DecimalMark;
}

/**
 * Reads a CSV file (RFC 4180) whose first line has the names of the columns; also one with semicolons or tabs between its cells, with decimal
 * commas, and in UTF-16, as spreadsheets write it.
 *
 * @throws {FileError} when there is no such file
 * @throws {TableFileError} when it is no table: a line with more or fewer cells, a quote without end, names that occur twice, no rows
 */
export async function readCsv(files: Files, file: string): Promise<CsvFile> {
  const bytes = await readBytes(files, file, 'the table');
  const known = tables.get(bytes);
  if (known?.file === file) return known;
  const table = parsed(file, decodeText(bytes));
  tables.set(bytes, table);
  return table;
}

/** The tables that were read, by their bytes: of files that are held, each row does not read all of them again. */
const tables = new WeakMap<Uint8Array, CsvFile>();

function parsed(file: string, text: string): CsvFile {
  const delimiter = delimiterOf(text);
  const [columns = [], ...rows] = cells(file, text, delimiter);
  const known = new Set<string>();
  for (const name of columns) {
    if (known.has(name)) throw wrongTable(file, `has two columns ${describeValue(name)}`, 'a name for each column');
    known.add(name);
  }
  if (rows.length === 0)
    throw wrongTable(file, 'has no rows', 'a line with the names of the columns, and a line a row');
  return { file, columns, rows, decimalMark: delimiter === ',' ? '.' : markOf(rows) };
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
    const expected = 'cells between commas, semicolons or tabs, as many in each line';
    throw wrongTable(file, `is no CSV file: ${cause.message}`, expected, cause);
  }
}

/** An error about a CSV file. */
export function wrongTable(file: string, what: string, expected: string, cause?: unknown): TableFileError {
  return new TableFileError(`${file} ${what}; expected ${expected}.`, {
    argument: 'table',
    value: file,
    expected,
    cause,
  });
}
