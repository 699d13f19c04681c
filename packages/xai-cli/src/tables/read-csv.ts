import { readFile } from 'node:fs/promises';
import { CsvError, parse } from 'csv-parse/sync';
import { describeValue } from 'xai-base';
import { TableFileError } from '../errors/errors';
import { withFile } from '../errors/file-failure';

/** A CSV file: the names of its columns, and its rows as texts. */
export interface CsvFile {
  readonly file: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/**
 * Reads a CSV file (RFC 4180) whose first line has the names of the columns.
 *
 * @throws {FileError} when there is no such file
 * @throws {TableFileError} when it is no table: a line with more or fewer cells, a quote without end, names that occur twice, no rows
 */
export async function readCsv(file: string): Promise<CsvFile> {
  const text = await withFile('read the table', file, () => readFile(file, 'utf8'));
  const [columns = [], ...rows] = cells(file, text);
  const twice = columns.find((name, at) => columns.indexOf(name) !== at);
  if (twice !== undefined) throw wrongTable(file, `has two columns ${describeValue(twice)}`, 'a name for each column');
  if (rows.length === 0)
    throw wrongTable(file, 'has no rows', 'a line with the names of the columns, and a line a row');
  return { file, columns, rows };
}

function cells(file: string, text: string): string[][] {
  try {
    return parse(text, { bom: true, trim: true, skip_empty_lines: true });
  } catch (cause) {
    if (!(cause instanceof CsvError)) throw cause;
    throw wrongTable(file, `is no CSV file: ${cause.message}`, 'cells between commas, as many in each line', cause);
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
