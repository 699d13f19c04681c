import { type OnnxModelFile, readModel } from 'onnx-format';
import { OnnxFileError } from '../session/errors';
import { type ExternalFiles, externalData } from '../session/external-data';
import { type OnnxSource, readSource } from '../session/read-source';

/** The contents of a file, and what may be computed of them. */
export interface OnnxFile {
  readonly model: OnnxModelFile;
  /** How many elements may follow from constants alone: 2^26, or as many as take 64 times the size of the file. */
  readonly mostElements: number;
}

/**
 * The contents of a file.
 *
 * @throws {OnnxFileError} when it is no ONNX model, or has parts that cannot be read
 * @throws {ExternalDataError} when it has elements in other files, which were not allowed
 */
export async function readFile(source: OnnxSource, allowed: boolean | ExternalFiles = false): Promise<OnnxFile> {
  const file = await readSource(source);
  const external = await externalData(file, allowed);
  const size = [...external.values()].reduce((sum, { length }) => sum + length, file.bytes.length);
  try {
    const keepsFiles = file.isOwn === true && !(allowed instanceof Map);
    return { model: readModel(file.bytes, external, { keepsFiles }), mostElements: Math.max(2 ** 26, 16 * size) };
  } catch (cause) {
    throw new OnnxFileError((cause as Error).message, { argument: 'source', cause });
  }
}
