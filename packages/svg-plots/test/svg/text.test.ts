import { assert, constantFrom, double, property, record, string } from 'fast-check';
import { expectWellFormed } from '../../../../tooling/jest/well-formed';
import { text, textWidth, widest } from '../../src';

const words = string({ unit: 'binary', minLength: 1 });
const length = double({ min: -1e3, max: 1e3, noNaN: true });
const styles = record(
  { anchor: constantFrom('start' as const, 'middle' as const, 'end' as const), room: length },
  { requiredKeys: [] },
);

test('whatever the words, the element is well-formed', () => {
  assert(property(words, length, length, styles, (...given) => expectWellFormed(text(...given))));
});

test('no words are no element', () => {
  expect(text('', 1, 2)).toBe('');
});

test('what has no room is whole in the title', () => {
  expect(text('abcdefgh', 0, 0, { room: 40 })).toMatch(/^<text [^>]*><title>abcdefgh<\/title>a\w*…<\/text>$/);
  expect(text('abcdefgh', 0, 0, { room: 400 })).not.toContain('title');
});

test('upwards it turns about its place', () => {
  expect(text('y', 10, 20, { upwards: true, size: 11, weight: 'bold' })).toBe(
    '<text transform="translate(10 20) rotate(-90)" font-size="11" font-weight="bold">y</text>',
  );
});

test('the widest of texts is not the longest', () => {
  expect(widest(['iiii', 'WW'], 12)).toBe(textWidth('WW', 12));
  expect(widest([], 12)).toBe(0);
});
