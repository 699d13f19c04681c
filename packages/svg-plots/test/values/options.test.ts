import { ValueError } from 'xai-base';
import { currentOptions } from '../../src';

const read = (options: object | undefined) =>
  currentOptions(options, ['colormap', 'range'], 'heatmap', { rangescale: 'range' });

test('options stay as they are, old names become new ones, and what is undefined is left out', () => {
  expect(read({ colormap: 'bwr', rangescale: 'centered' })).toEqual({ colormap: 'bwr', range: 'centered' });
  expect(read({ range: undefined, rangescale: 'extrema' })).toEqual({ range: 'extrema' });
  expect(read(undefined)).toEqual({});
});

test.each([
  ['a misspelt option', { color_map: 'bwr' }, 'heatmap has no option "color_map"; did you mean colormap?'],
  [
    'both names',
    { rangescale: 'centered', range: 'extrema' },
    'given range by its new and its old name; expected range alone',
  ],
  ['both names, the other way around', { range: 'extrema', rangescale: 'centered' }, 'expected range alone'],
  ['no object', 'bwr', 'expected an object of options'],
  ['a list', ['bwr'], 'expected an object of options'],
  ["an option of every object's", { constructor: 1 }, 'heatmap has no option "constructor"'],
])('%s', (_, options, message) => {
  expect(() => read(options as object)).toThrow(ValueError);
  expect(() => read(options as object)).toThrow(message);
});
