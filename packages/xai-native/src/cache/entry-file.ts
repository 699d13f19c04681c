import { asElements, bytesOf, type Elements, type ValueType } from '../graph/value';
import { checksum } from './checksum';
import type { NodeModules } from './node-modules';

/** Before the elements of an entry: a mark and their checksum. */
const headerBytes = 64;
const mark = 0x58414932;

/** Writes elements into a new file. */
export async function writeEntry(files: NodeModules['files'], name: string, elements: Elements): Promise<void> {
  const file = await files.open(name, 'wx');
  try {
    await file.writev([headerOf(elements), bytesOf(elements)]);
  } finally {
    await file.close();
  }
}

/** The elements in a file; undefined where they are not whole, or others. */
export async function readEntry(
  files: NodeModules['files'],
  name: string,
  type: ValueType,
  length: number,
): Promise<Elements | undefined> {
  const content = await contentOf(files, name);
  if (content.byteLength < headerBytes) return undefined;
  const bytes = content.subarray(headerBytes);
  const { BYTES_PER_ELEMENT: width, constructor: make } = asElements(type, []);
  if (bytes.byteLength !== length * width) return undefined;
  const [found, ...sums] = new Uint32Array(content.buffer, content.byteOffset, 3);
  if (found !== mark || String(sums) !== String(checksum(bytes))) return undefined;
  const ElementsType = make as new (buffer: ArrayBufferLike, offset: number, length: number) => Elements;
  return new ElementsType(bytes.buffer, bytes.byteOffset, length);
}

function headerOf(elements: Elements): Uint8Array {
  const header = new Uint8Array(headerBytes);
  new Uint32Array(header.buffer).set([mark, ...checksum(bytesOf(elements))]);
  return header;
}

/** A whole file, in an array that begins where its buffer begins. */
async function contentOf(files: NodeModules['files'], name: string): Promise<Uint8Array> {
  const file = await files.open(name);
  try {
    const content = new Uint8Array((await file.stat()).size);
    for (let at = 0; at < content.byteLength; ) {
      const { bytesRead } = await file.read(content, at);
      if (bytesRead === 0) break; // it has become shorter, which its checksum tells
      at += bytesRead;
    }
    return content;
  } finally {
    await file.close();
  }
}
