import { assert, constantFrom, double, integer, property, string } from 'fast-check';
import { charactersOf, textWidth, widestPart, wrap } from '../../src';

const size = 10;

test('breaks at blanks first, then in words where parts of names meet, then anywhere', () => {
  expect(wrap('speaks for the nine', 58, { size })).toEqual(['speaks for', 'the nine']);
  expect(wrap('IntegratedGradients', 60, { size })).toEqual(['Integrated', 'Gradients']);
  expect(wrap('block_1_conv', 45, { size })).toEqual(['block_1_', 'conv']);
  expect(wrap('поляКласса', 60, { size })).toEqual(['поля', 'Класса']);
  expect(wrap('漢字漢字漢', 20, { size })).toEqual(['漢字', '漢字', '漢']);
  expect(wrap('   ', 20, { size })).toEqual([]);
});

test('what does not fit becomes dots, behind which the text ends as the whole', () => {
  expect(wrap('one two three four', 40, { size, lines: 2 })).toEqual(['one', 'two…ur']);
  expect(wrap('abcdefgh', 5, { size, lines: 1 })).toEqual(['…']);
  const alike = ['May', 'June'].map((month) => wrap(`income of a household in ${month}`, 100, { size, lines: 1 })[0]);
  expect(alike[0]).not.toBe(alike[1]);
});

test('never overflows where there is room for a character, and loses nothing where there are lines', () => {
  const words = string({ unit: constantFrom('a', 'B', '_', ' ', '9', '.', 'ж', '漢', '👩‍🔬') });
  assert(
    property(words, double({ min: 14, max: 90, noNaN: true }), integer({ min: 1, max: 4 }), (text, width, lines) => {
      const cut = wrap(text, width, { size, lines });
      expect(cut.length).toBeLessThanOrEqual(lines);
      for (const line of cut) expect(textWidth(line, size)).toBeLessThanOrEqual(width + 1e-9);
      const whole = wrap(text, width, { size });
      expect(whole.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
      for (const line of whole) expect(charactersOf(line).length).toBeGreaterThan(0);
    }),
  );
});

test('bold letters need more lines', () => {
  const text = 'what speaks for a nine';
  expect(wrap(text, 65, { size, weight: 'bold' }).length).toBeGreaterThan(wrap(text, 65, { size }).length);
});

test('where a line is as wide as the widest part, names break where their parts meet alone', () => {
  const parts = {
    NoiseAugmentation: ['Noise', 'Augmentation'],
    expand_12_relu: ['expand_', '12_relu'],
    GradCAM: ['Grad', 'CAM'],
  };
  for (const [text, lines] of Object.entries(parts)) {
    expect(wrap(text, widestPart(text, size), { size })).toEqual(lines);
    expect(wrap(text, 0.9 * widestPart(text, size), { size }).length).toBeGreaterThan(lines.length);
  }
});
