import { darkStyle, inTone, tones } from '../../src';

test.each(Object.entries(tones))('%s is light at the element, and dark in the style under its class', (_, tone) => {
  const { class: name, color } = inTone(tone);
  expect(color).toBe(tone.light);
  expect(darkStyle()).toContain(`.${name}{color:${tone.dark}}`);
});

test('another tone has no class', () => {
  expect(inTone({ light: '#000000', dark: '#ffffff' })).toEqual({ color: '#000000' });
});
