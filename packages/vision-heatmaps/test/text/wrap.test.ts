import fc from 'fast-check';
import { wrap } from '../../src/text/wrap';

test('breaks at blanks first, then in words where parts of names meet, then anywhere', () => {
  expect(wrap('speaks for the nine', 10, 9)).toEqual(['speaks for', 'the nine']);
  expect(wrap('IntegratedGradients', 12, 9)).toEqual(['Integrated', 'Gradients']);
  expect(wrap('block_1_conv', 8, 9)).toEqual(['block_1_', 'conv']);
  expect(wrap('abcdefgh', 3, 9)).toEqual(['abc', 'def', 'gh']);
});

test('what does not fit becomes dots, behind which the text ends as the whole', () => {
  expect(wrap('one two three four', 5, 2)).toEqual(['one', 't...r']);
  expect(wrap('visits within the last twelve months', 14, 2)).toEqual(['visits within', 'the la...onths']);
  expect(wrap('number of visits within twelve', 12, 1)).toEqual(['numbe...elve']);
  expect(wrap('abcdefgh', 2, 1)).toEqual(['..']);
});

test('never overflows, and loses nothing where there is room', () => {
  const columns = fc.integer({ min: 1, max: 12 });
  const text = fc.string({ unit: fc.constantFrom('a', 'B', '_', ' ', '9', '.') });
  fc.assert(
    fc.property(text, columns, fc.integer({ min: 1, max: 4 }), (words, width, most) => {
      const lines = wrap(words, width, most);
      expect(lines.length).toBeLessThanOrEqual(most);
      for (const line of lines) expect(line.length).toBeLessThanOrEqual(width);
      expect(wrap(words, width, 999).join('').replaceAll(' ', '')).toBe(words.replaceAll(' ', ''));
    }),
  );
});
