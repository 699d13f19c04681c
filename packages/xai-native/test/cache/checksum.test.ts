import { checksum } from '../../src/cache/checksum';

const bytes = Uint8Array.from({ length: 75 }, (_, at) => (37 * at * at + at) % 251);
const same = String(checksum(bytes));

it('a byte that is changed, whichever, is noticed', () => {
  for (let at = 0; at < bytes.length; at++) {
    const other = bytes.slice();
    other[at] ^= 1 << (at % 8);
    expect(String(checksum(other))).not.toBe(same);
  }
});

it('words that are exchanged, whichever, are noticed', () => {
  for (let first = 0; first + 8 <= bytes.length; first += 4) {
    for (let second = first + 4; second + 4 <= bytes.length; second += 4) {
      const other = bytes.slice();
      other.set(bytes.subarray(second, second + 4), first);
      other.set(bytes.subarray(first, first + 4), second);
      expect(String(checksum(other))).not.toBe(same);
    }
  }
});

it('bytes that are lost are noticed, zeros among them', () => {
  for (let length = 0; length < bytes.length; length++) {
    expect(String(checksum(bytes.slice(0, length)))).not.toBe(same);
    expect(String(checksum(new Uint8Array(length)))).not.toBe(String(checksum(new Uint8Array(length + 1))));
  }
});
