/** Two sums of the bytes in which each counts by its place, so that bytes that are lost, changed or moved are noticed. */
export function checksum(bytes: Uint8Array): readonly [number, number] {
  const words = new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength >> 2);
  let [sum, sums] = [bytes.byteLength | 0, 0];
  for (let at = 0; at < words.length; at++) {
    sum = (sum + words[at]) | 0;
    sums = (sums + sum) | 0;
  }
  for (let at = 4 * words.length; at < bytes.byteLength; at++) {
    sum = (sum + bytes[at]) | 0;
    sums = (sums + sum) | 0;
  }
  return [sum >>> 0, sums >>> 0];
}
