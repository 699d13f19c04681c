import { ValueError } from 'xai-base';
import { OnnxFileError } from './errors';
import { isNode } from './is-node';
import { nodeFiles, nodePath, nodeUrl } from './node-modules';

/** Where a model comes from: a path (in Node), a URL (in a browser as a string, too), or the bytes of the file. */
export type OnnxSource = string | URL | Uint8Array | ArrayBuffer;

/** The bytes of a model, and the folder of its file when it was read from one. */
export interface SourceFile {
  readonly bytes: Uint8Array;
  readonly folder?: string;
  /** Whether the bytes were read for this model alone. */
  readonly isOwn?: boolean;
}

/**
 * Reads a model's file.
 *
 * @throws {ValueError} when it is no path, URL or bytes
 * @throws {OnnxFileError} when the file cannot be read or fetched
 */
export async function readSource(source: OnnxSource): Promise<SourceFile> {
  if (source instanceof Uint8Array) return { bytes: source };
  if (Object.prototype.toString.call(source) === '[object ArrayBuffer]')
    return { bytes: new Uint8Array(source as ArrayBuffer) };
  if (typeof source !== 'string' && !(source instanceof URL)) {
    const expected = 'a path, a URL, or the bytes of an ONNX file (Uint8Array, ArrayBuffer)';
    const given = source === null || typeof source !== 'object' ? String(source) : 'another object';
    throw new ValueError(`source is ${given}; expected ${expected}.`, { argument: 'source', value: source, expected });
  }
  const address = String(source);
  if (!isNode() || /^(https?|data|blob):/i.test(address)) return { bytes: await fetchBytes(address), isOwn: true };
  return readFromDisk(/^file:/i.test(address) ? (await nodeUrl()).fileURLToPath(address) : address);
}

async function fetchBytes(address: string): Promise<Uint8Array> {
  const shown = address.length > 200 ? `${address.slice(0, 200)}...` : address;
  const response = await fetch(address).catch((cause) => {
    throw new OnnxFileError(`The model cannot be fetched from ${shown}: ${cause.message}.`, {
      argument: 'source',
      value: address,
      cause,
    });
  });
  if (response.ok) return new Uint8Array(await response.arrayBuffer());
  throw new OnnxFileError(`The model cannot be fetched from ${shown}: the answer is ${response.status}.`, {
    argument: 'source',
    value: address,
    expected: 'the address of an ONNX file',
  });
}

async function readFromDisk(file: string): Promise<SourceFile> {
  const [{ readFile }, path] = await Promise.all([nodeFiles(), nodePath()]);
  try {
    return { bytes: await readFile(file), isOwn: true, folder: path.dirname(path.resolve(file)) };
  } catch (cause) {
    const message = `The model ${path.resolve(file)} cannot be read: ${(cause as Error).message}.`;
    throw new OnnxFileError(message, { argument: 'source', value: file, expected: 'the path of an ONNX file', cause });
  }
}
