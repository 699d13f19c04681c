import type { NumberArray } from '../../readers/arrays/number-array';
import { readNpy } from '../../readers/arrays/read-npy';
import { readNpz } from '../../readers/arrays/read-npz';
import { monoAt } from '../../readers/sound/mono-at';
import { readWav } from '../../readers/sound/read-wav';
import { wrongTable } from './wrong-table';

/** A kind of files of numbers besides CSV, known by its first bytes (of which those that are no letters are dots), or else by how its names end. */
interface NumberFiles {
  readonly ending: RegExp;
  readonly start: RegExp;
  /** @param rate of recordings */
  read(bytes: Uint8Array, file: string, rate?: number): NumberArray;
  readonly isRecording?: boolean;
}

const kinds: readonly NumberFiles[] = [
  { ending: /\.npy$/i, start: /^\x93NUMPY/, read: readNpy },
  { ending: /\.npz$/i, start: /^PK\.\./, read: onlyArray },
  { ending: /\.wav$/i, start: /^RIFF.{4}WAVE/, read: samplesOf, isRecording: true },
];

/** What people have besides, and how it becomes something that is read. */
const others: readonly (readonly [start: RegExp, what: string, way: (file: string) => string])[] = [
  [/^(ID3|\xff[\xf1-\xf3\xf9-\xfb]|fLaC|OggS|FORM.{4}AIF|.{4}ftypM4A)/, 'a recording in another format', toWav],
  [/^PK\.\..{26,60}(\[Content_Types\]|_rels|xl\/|mimetype)/, 'a workbook', () => toCsv],
  [/^\xd0\xcf\.\xe0/, 'a workbook', () => toCsv],
  [/^PAR1/, 'a Parquet file', () => 'a CSV file: pandas.read_parquet(name).to_csv("table.csv", index=False)'],
  [/^\x89HDF/, 'an HDF5 file', () => 'an array of it: numpy.save(name, array)'],
];

const toCsv = 'a CSV file, as which spreadsheets save a sheet';

function toWav(file: string): string {
  return `a WAV file: ffmpeg -i ${file} -c:a pcm_s16le recording.wav`;
}

/**
 * How a file of numbers is read; undefined of a text, which may be a CSV file.
 *
 * @throws {TableFileError} for files that are known, but not read, with what makes something else of them
 */
export function numberFiles(bytes: Uint8Array, file: string): NumberFiles | undefined {
  const start = String.fromCharCode(...bytes.subarray(0, 100)).replace(/[^ -~\x80-\xff]/g, '.');
  const other = others.find(([known]) => known.test(start));
  if (other) throw wrongTable(file, `is ${other[1]}`, other[2](file));
  return kinds.find((kind) => kind.start.test(start)) ?? kinds.find((kind) => kind.ending.test(file));
}

function samplesOf(bytes: Uint8Array, _: string, rate?: number): NumberArray {
  const values = monoAt(readWav(bytes), rate);
  return { shape: [values.length, 1], values };
}

/** The one array of a file of several. */
function onlyArray(bytes: Uint8Array, file: string): NumberArray {
  const arrays = readNpz(bytes);
  const [first] = arrays.values();
  if (arrays.size === 1) return first;
  const found = [...arrays.keys()].join(', ') || 'none';
  throw wrongTable(file, `holds ${arrays.size} arrays (${found})`, 'one array; save it alone: numpy.save(name, array)');
}
