import { FormatError } from 'xai-base';
import { TableFileError } from '../../errors/errors';
import type { Files } from '../../files/files';
import { readBytes } from '../../files/read-file';
import type { NumberArray } from '../../readers/arrays/number-array';
import { readNpy } from '../../readers/arrays/read-npy';
import { readNpz } from '../../readers/arrays/read-npz';
import { monoAt } from '../../readers/sound/mono-at';
import { readWav } from '../../readers/sound/read-wav';
import { namedColumns } from './named-columns';
import { type CsvFile, readCsv, wrongTable } from './read-csv';

/** The files of numbers besides CSV, by the ends of their names. */
const readers: Readonly<Record<string, (bytes: Uint8Array, file: string, rate?: number) => NumberArray>> = {
  '.npy': readNpy,
  '.npz': onlyArray,
  '.wav': (bytes, _, rate) => {
    const values = monoAt(readWav(bytes), rate);
    return { shape: [values.length, 1], values };
  },
};

/**
 * Reads the rows of a table, or the steps of a series: a CSV file; an array that NumPy saved, `[rows, columns]` or `[rows]`; a recording, mono.
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
  const read = readers[/\.[^.]+$/.exec(file.toLowerCase())?.[0] ?? ''];
  if (!read) return readCsv(files, file);
  const bytes = await readBytes(files, file, 'the numbers');
  const { shape, values } = arrayOf(file, () => read(bytes, file, rate));
  const [rows, width = 1, ...more] = shape;
  if (shape.length === 0 || more.length > 0 || values.length === 0) {
    throw wrongTable(file, `holds an array of shape [${shape}]`, 'an array [rows, columns] that is not empty');
  }
  const row = (at: number) => Array.from(values.subarray(at * width, (at + 1) * width), String);
  const columns = namedColumns(file, width, names);
  return { file, columns, rows: Array.from({ length: rows }, (_, at) => row(at)), decimalMark: '.' };
}

/** The one array of a file of several. */
function onlyArray(bytes: Uint8Array, file: string): NumberArray {
  const arrays = readNpz(bytes);
  const [first] = arrays.values();
  if (arrays.size === 1) return first;
  const found = [...arrays.keys()].join(', ') || 'none';
  throw wrongTable(file, `holds ${arrays.size} arrays (${found})`, 'one array; save it alone: numpy.save(name, array)');
}

function arrayOf(file: string, read: () => NumberArray): NumberArray {
  try {
    return read();
  } catch (cause) {
    if (!(cause instanceof FormatError)) throw cause;
    throw new TableFileError(`${file} cannot be read: ${cause.message}`, { argument: 'table', value: file, cause });
  }
}
