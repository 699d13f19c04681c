import crypto from 'node:crypto';
import { fingerprint } from '../../src/cache/fingerprint';

const key = new Uint8Array(16).fill(7);
const told = (content: Uint8Array, by = key) => fingerprint(crypto, by, content).toString('hex');

const bytes = Uint8Array.from({ length: 75 }, (_, at) => (37 * at * at + at) % 251);
const same = told(bytes);

it('a byte that is changed, whichever, is noticed', () => {
  for (let at = 0; at < bytes.length; at++) {
    const other = bytes.slice();
    other[at] ^= 1 << (at % 8);
    expect(told(other)).not.toBe(same);
  }
});

it('words that are exchanged, whichever, are noticed', () => {
  for (let first = 0; first + 8 <= bytes.length; first += 4) {
    for (let second = first + 4; second + 4 <= bytes.length; second += 4) {
      const other = bytes.slice();
      other.set(bytes.subarray(second, second + 4), first);
      other.set(bytes.subarray(first, first + 4), second);
      expect(told(other)).not.toBe(same);
    }
  }
});

it('bytes that are lost are noticed, zeros among them', () => {
  for (let length = 0; length < bytes.length; length++) {
    expect(told(bytes.slice(0, length))).not.toBe(same);
    expect(told(new Uint8Array(length))).not.toBe(told(new Uint8Array(length + 1)));
  }
});

it('another key gives another one, the same key the same', () => {
  expect(told(bytes, new Uint8Array(16).fill(8))).not.toBe(same);
  expect(told(bytes.slice())).toBe(same);
  expect(told(bytes.subarray(1))).toBe(told(bytes.slice(1)));
});
