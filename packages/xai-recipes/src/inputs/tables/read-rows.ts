import { FormatError } from 'xai-base';
import { TableFileError } from '../../errors/errors';
import type { Files } from '../../files/files';
import { readBytes } from '../../files/read-file';
import type { NumberArray } from '../../readers/arrays/number-array';
import { namedColumns, placeNames } from './named-columns';
import { numberFiles } from './number-files';
import { type CsvFile, readCsv } from './read-csv';
import { wrongTable } from './wrong-table';

/**
 * Reads the rows of a table, or the steps of a series: a CSV file; an array that NumPy saved, `[rows, columns]` or `[rows]`, or a batch of one of these; a recording, mono.
 * What a file is, its first bytes say.
 *
 * @param names of the columns, for numbers without any
 * @param rate samples a second that a recording is brought to; its own by default
 * @throws {FileError} when there is no such file
 * @throws {TableFileError} when it holds something else, or not as many columns as there are names
 *
 * @example
 * ```ts
 * const { columns, rows } = await readRows(memoryFiles({ 'rows.csv': 'wind,rain\n3,4\n' }), 'rows.csv');
 * columns; // => ['wind', 'rain']
 * rows; // => [['3', '4']]
 * ```
 */
export async function readRows(files: Files, file: string, names?: readonly string[], rate?: number): Promise<CsvFile> {
  return withNames(await readTable(files, file, rate), names);
}

/** The same, whose columns are called by their places where the file does not name them. */
export async function readTable(files: Files, file: string, rate?: number): Promise<CsvFile> {
  const bytes = await readBytes(files, file, 'the table');
  const kind = numberFiles(bytes, file);
  if (!kind) return readCsv(file, bytes);
  const { shape, values } = arrayOf(file, () => kind.read(bytes, file, rate));
  const [rows, width = 1, ...more] = sampleOf(shape);
  if (rows === undefined || more.length > 0 || values.length === 0) {
    const expected = 'an array [rows, columns] that is not empty; of a batch, save one: numpy.save(name, array[0])';
    throw wrongTable(file, `holds an array of shape [${shape}]`, expected);
  }
  const row = (at: number) => Array.from(values.subarray(at * width, (at + 1) * width), String);
  return {
    file,
    columns: placeNames(width),
    rows: Array.from({ length: rows }, (_, at) => row(at)),
    decimalMark: '.',
    isUnnamed: true,
    ...(kind.isRecording && { isRecording: true }),
  };
}

/**
 * A table whose columns have names, if they have none of their own. A first line of numbers that are the names is no row.
 *
 * @throws {TableFileError} where there are not as many
 */
export function withNames(table: CsvFile, names?: readonly string[]): CsvFile {
  if (!table.isUnnamed || names === undefined) return table;
  const [first, ...rows] = table.rows;
  if (table.warnings && rows.length > 0 && names.every((name) => first.includes(name)))
    return { file: table.file, columns: first, rows, decimalMark: table.decimalMark };
  return { ...table, columns: namedColumns(table.file, table.columns.length, names) };
}

/** A batch of one is its only sample. */
function sampleOf(shape: readonly number[]): readonly number[] {
  const extra = shape.slice(0, Math.max(0, shape.length - 2));
  return extra.every((length) => length === 1) ? shape.slice(extra.length) : shape;
}

function arrayOf(file: string, read: () => NumberArray): NumberArray {
  try {
    return read();
  } catch (cause) {
    if (!(cause instanceof FormatError)) throw cause;
    throw new TableFileError(`${file} cannot be read: ${cause.message}`, { argument: 'table', value: file, cause });
  }
}
