import { assert, dictionary, double, property, string } from 'fast-check';
import { expectWellFormed } from '../../../../tooling/jest/well-formed';
import { element, escapeText, round } from '../../src';

const words = string({ unit: 'binary' });
const names = string({ unit: 'grapheme-ascii', minLength: 1 }).map((name) => `a${name.replace(/\W/g, '')}`);

test('whatever the texts, an element is well-formed', () => {
  assert(
    property(dictionary(names, words), words, (attributes, content) => {
      expectWellFormed(element('g', attributes, element('title', {}, escapeText(content))));
    }),
  );
});

test('numbers are as near as hundredths are, and zero has no sign', () => {
  assert(
    property(double({ min: -1e6, max: 1e6, noNaN: true }), (length) => {
      expect(Math.abs(round(length) - length)).toBeLessThanOrEqual(0.005 + 1e-9);
      expect(element('g', { x: length })).toBe(`<g x="${round(length)}"/>`);
    }),
  );
  expect(Object.is(round(-0.001), 0)).toBe(true);
});

test.each([
  ['markup', '<b a="1">&\'', '&lt;b a=&quot;1&quot;&gt;&amp;&#39;'],
  ['white space', 'a\tb\r\nc', 'a b  c'],
  ['control characters', 'a\u001b\u0085', 'a\ufffd\ufffd'],
  ['a direction override', '\u202egnp.exe', '\ufffdgnp.exe'],
  ['isolates of the direction, and separators of lines', '\u2066a\u2069\u2028', '\ufffda\ufffd\ufffd'],
  ['lone surrogates and noncharacters', '\ud800\uffff', '\ufffd\ufffd'],
  ['emoji', '👩‍🔬', '👩‍🔬'],
])('%s', (_, given, expected) => {
  expect(escapeText(given)).toBe(expected);
});
