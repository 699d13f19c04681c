import { externalFiles } from 'onnx-format';
import { beside } from '../files/beside';
import type { Files } from '../files/files';
import { readBytes } from '../files/read-file';

/** An ONNX file in memory. */
export interface OnnxFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** The contents of the files that a model has its weights in, by the names that it gives; none of one that cannot be read, about which its loader says more. */
export async function externalDataOf(
  files: Files,
  { name, bytes }: OnnxFile,
): Promise<ReadonlyMap<string, Uint8Array>> {
  const contents = new Map<string, Uint8Array>();
  for (const other of namesOf(bytes))
    contents.set(other, await readBytes(files, await beside(files, name, other, 'the weights'), 'the weights'));
  return contents;
}

function namesOf(bytes: Uint8Array): string[] {
  try {
    return externalFiles(bytes);
  } catch {
    return [];
  }
}
