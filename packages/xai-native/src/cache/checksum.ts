/** So that numbers that are exchanged between the sums are noticed. */
const factors = [1, 0x9e3779b1, 0x85ebca77, 0xc2b2ae3d];

/**
 * Two sums of the bytes in which each counts by its place, so that bytes that are lost, changed or moved are noticed. Every fourth word is summed by itself:
 * sums that do not wait for one another are three times as fast.
 */
export function checksum(bytes: Uint8Array): readonly [number, number] {
  const words = new Int32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength >> 2);
  const whole = words.length & ~3;
  let [a, b, c, d] = [bytes.byteLength | 0, 0, 0, 0];
  let [sumsA, sumsB, sumsC, sumsD] = [0, 0, 0, 0];
  for (let at = 0; at < whole; at += 4) {
    a = (a + words[at]) | 0;
    sumsA = (sumsA + a) | 0;
    b = (b + words[at + 1]) | 0;
    sumsB = (sumsB + b) | 0;
    c = (c + words[at + 2]) | 0;
    sumsC = (sumsC + c) | 0;
    d = (d + words[at + 3]) | 0;
    sumsD = (sumsD + d) | 0;
  }
  for (let at = 4 * whole; at < bytes.byteLength; at++) {
    a = (a + bytes[at]) | 0;
    sumsA = (sumsA + a) | 0;
  }
  return [joined([a, b, c, d]), joined([sumsA, sumsB, sumsC, sumsD])];
}

function joined(sums: readonly number[]): number {
  return sums.reduce((all, sum, index) => (all + Math.imul(sum, factors[index])) | 0, 0) >>> 0;
}
