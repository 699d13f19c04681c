import { ValueError } from 'xai-base';
import { type Colorscheme, signTones, tones } from '../../src';

test('by name', () => {
  expect(signTones('seismic')).toEqual({ negative: tones.blue, positive: tones.red });
  expect(signTones('grays')).toEqual({ negative: tones.ink, positive: tones.ink });
});

test('of a table are its ends, by day and by night', () => {
  const { negative, positive } = signTones([[0, 128, 0], [9, 9, 9], [255, 164.6, 0]]); // biome-ignore format: a table
  expect(negative).toEqual({ light: '#008000', dark: '#008000' });
  expect(positive).toEqual({ light: '#ffa500', dark: '#ffa500' });
});

test.each([
  ['another name', 'pink', 'colorscheme is pink; expected one of seismic, grays, or at least two colours'],
  ["a name of every object's", 'constructor', 'colorscheme is constructor'],
  ['one colour', [[0, 0, 0]], 'colorscheme is [[0,0,0]]'],
  ['no colours', [[0, 0, 256], [0, 0]], 'colorscheme is [[0,0,256],[0,0]]'], // biome-ignore format: a table
])('%s', (_, scheme, message) => {
  expect(() => signTones(scheme as Colorscheme)).toThrow(ValueError);
  expect(() => signTones(scheme as Colorscheme)).toThrow(message);
});
