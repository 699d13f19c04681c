import type { Files } from '../files/files';
import { readBytes } from '../files/read-file';
import { exportCommand } from '../readers/export-command';
import type { ModelRecipe } from '../recipe/model-recipe';

/**
 * Whether a file is an ONNX model, by its name; an address may go on behind it.
 *
 * @example
 * ```ts
 * isOnnx('model.onnx'); // => true
 * isOnnx('https://example.org/model.onnx?download=true'); // => true
 * isOnnx('model.json'); // => false
 * ```
 */
export function isOnnx(source: string): boolean {
  return /\.onnx$/i.test(withoutQuery(source));
}

/** What reads a model; nothing here, if another library saved it. */
type Reader = 'onnx' | 'keras' | 'tfjs' | 'none';

/**
 * What reads a model: its name says it, or, where it has no ending that does, as many an address, its first bytes.
 *
 * @throws {FileError} when the file has to be looked into, and is missing or cannot be read
 */
export async function readerOf(
  files: Files,
  { source, format }: Pick<ModelRecipe, 'source' | 'format'>,
): Promise<Reader> {
  if (format === 'onnx' || (format === undefined && isOnnx(source))) return 'onnx';
  const name = withoutQuery(source);
  if (isKeras(name)) return 'keras';
  if (exportCommand(name) !== undefined) return 'none';
  if (format !== undefined || /\.json$/i.test(name)) return 'tfjs';
  const [first, ...more] = (await readBytes(files, source, 'the model')).subarray(0, 4);
  if (first === IR_VERSION) return 'onnx';
  const start = String.fromCharCode(first, ...more);
  return start === '\x89HDF' || start === 'PK\x03\x04' ? 'keras' : 'tfjs'; // whose reader says what else is no JSON
}

/** What ONNX files begin with: the first field of their message, a number. */
const IR_VERSION = 0x08;

/** Whether a file is a model that Keras saved, by its name. */
function isKeras(name: string): boolean {
  return /\.(keras|h5|hdf5)$/i.test(name);
}

/** The name of a file without what an address says behind it. */
export function withoutQuery(source: string): string {
  return /^https?:/i.test(source) ? source.replace(/[?#].*$/s, '') : source;
}
