import { assert, property, string } from 'fast-check';
import { printable } from '../../src';

/** Every code point that a terminal obeys, or that hides or reorders what is around it, one by one. */
const harmful = [
  ...Array.from({ length: 0x20 }, (_, code) => code),
  ...Array.from({ length: 0x21 }, (_, code) => 0x7f + code),
  ...[0x2028, 0x2029, 0x202a, 0x202b, 0x202c, 0x202d, 0x202e, 0x2066, 0x2067, 0x2068, 0x2069],
  ...[0xd800, 0xdfff, 0xfdd0, 0xfdef, 0xfffe, 0xffff],
].map((code) => String.fromCharCode(code));

test('none of them is let through', () => {
  for (const character of harmful) {
    const cleaned = printable(`a${character}b`);
    expect(cleaned).not.toContain(character);
    expect(cleaned).toHaveLength(3); // seen, not dropped
  }
});

test('control characters are pictures of themselves', () => {
  expect(printable('\u0000\t\n\u001b\u007f')).toBe('␀␉␊␛␡');
});

test('all else stays as it is, and cleaning twice changes nothing more', () => {
  expect(printable('naïve 漢字 👩‍🔬 שלום')).toBe('naïve 漢字 👩‍🔬 שלום');
  assert(property(string({ unit: 'binary' }), (text) => expect(printable(printable(text))).toBe(printable(text))));
});
