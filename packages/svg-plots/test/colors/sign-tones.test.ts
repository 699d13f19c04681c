import { ValueError } from 'xai-base';
import { type Colormap, colormapNames, colormapTable, signTones, toHex, tones } from '../../src';

test('by name', () => {
  expect(signTones('seismic')).toEqual({ negative: tones.blue, positive: tones.red });
  expect(signTones('grays')).toEqual({ negative: tones.ink, positive: tones.ink });
});

test('of every other map are the colours of its ends, and turned around those of its other end', () => {
  for (const name of colormapNames().filter((one) => one !== 'seismic' && one !== 'grays')) {
    const table = colormapTable(name);
    const [low, high] = [table[0], table[table.length - 1]].map(toHex);
    expect(signTones(name)).toEqual({ negative: { light: low, dark: low }, positive: { light: high, dark: high } });
    expect(signTones(`${name}_r`)).toEqual({ negative: signTones(name).positive, positive: signTones(name).negative });
  }
  expect(signTones('seismic_r')).toEqual({ negative: tones.red, positive: tones.blue });
});

test('of a table are its ends, by day and by night', () => {
  const { negative, positive } = signTones([[0, 128, 0], [9, 9, 9], [255, 164.6, 0]]); // biome-ignore format: a table
  expect(negative).toEqual({ light: '#008000', dark: '#008000' });
  expect(positive).toEqual({ light: '#ffa500', dark: '#ffa500' });
});

test.each([
  ['another name', 'pink', 'There is no colour map "pink"; '],
  ["a name of every object's", 'constructor', 'There is no colour map "constructor"'],
  ['one colour', [[0, 0, 0]], 'colormap is a table of 1 colours; expected at least two colours'],
  ['no colours', [[0, 0, 256], [0, 0]], 'colormap holds [0, 0, 256]; expected at least two colours'], // biome-ignore format: a table
])('%s', (_, colormap, message) => {
  expect(() => signTones(colormap as Colormap)).toThrow(ValueError);
  expect(() => signTones(colormap as Colormap)).toThrow(message);
});
