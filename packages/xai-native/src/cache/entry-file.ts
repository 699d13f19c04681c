import { bytesOf, type Elements } from '../graph/value';
import { fingerprint, fingerprintBytes } from './fingerprint';
import type { NodeModules } from './node-modules';

/** Before the elements of an entry: their fingerprint. */
const headerBytes = 64;

/** How much room reading an entry takes: more than it has, so that one that is too long is noticed. */
export function roomFor(bytes: number): number {
  return headerBytes * (2 + Math.floor(bytes / headerBytes));
}

/** Writes elements into a new file. */
export async function writeEntry(
  { files, crypto }: NodeModules,
  key: Uint8Array,
  name: string,
  elements: Elements,
): Promise<void> {
  const header = new Uint8Array(headerBytes);
  header.set(fingerprint(crypto, key, bytesOf(elements)));
  const file = await files.open(name, 'wx');
  try {
    await file.writev([header, bytesOf(elements)]);
  } finally {
    await file.close();
  }
}

/**
 * Reads an entry, and notes that it is used.
 *
 * @param room of {@link roomFor} bytes, which are written over
 * @returns its elements' bytes, in the room; undefined where they are not whole
 */
export async function readEntry(
  { files, crypto }: NodeModules,
  key: Uint8Array,
  name: string,
  room: Uint8Array,
  bytes: number,
): Promise<Uint8Array | undefined> {
  const whole = headerBytes + bytes;
  const file = await files.open(name);
  try {
    let read = 0;
    for (let more = 1; more > 0 && read < whole; read += more) more = (await file.read(room, read)).bytesRead;
    const content = room.subarray(headerBytes, whole);
    const isWhole = read === whole && fingerprint(crypto, key, content).equals(room.subarray(0, fingerprintBytes));
    if (!isWhole) return undefined;
    const now = new Date();
    await file.utimes(now, now);
    return content;
  } finally {
    await file.close();
  }
}
