import '@tensorflow/tfjs-backend-cpu';
import { tensor1d, tensor2d, tensor3d } from '@tensorflow/tfjs-core';
import { array, assert, double, property } from 'fast-check';
import { ShapeError, ValueError } from 'xai-base';

import { type Color, colormapNames, colorschemeNames, heatmap, TextHeatmap } from '../src';

const numbers = array(double({ noNaN: true, noDefaultInfinity: true }), { minLength: 1, maxLength: 12 });
const wordsFor = (values: readonly number[]) => values.map((_, index) => `w${index}`);

describe('colours', () => {
  test('of seismic by hand: zero is white, the largest dark red, its negative dark blue', () => {
    expect(heatmap([0, 2, -2, 1], ['a', 'b', 'c', 'd']).colors).toEqual([
      [255, 255, 255],
      [128, 0, 0],
      [0, 0, 76],
      [255, 0, 0],
    ]);
  });

  test('of the range from the smallest to the largest', () => {
    const { colors } = heatmap([3, 5, 4], ['a', 'b', 'c'], { colormap: 'grays', range: 'extrema' });
    expect(colors).toEqual([
      [0, 0, 0],
      [255, 255, 255],
      [128, 128, 128],
    ]);
  });

  test('negated values take the mirrored colours of a symmetric scheme', () => {
    const mirrored = ([red, green, blue]: Color): Color => [blue, green, red];
    assert(
      property(numbers, (values) => {
        const words = wordsFor(values);
        const negated = heatmap(
          values.map((value) => -value),
          words,
          { colormap: 'bwr' },
        );
        expect(negated.colors).toEqual(heatmap(values, words, { colormap: 'bwr' }).colors.map(mirrored));
      }),
    );
  });

  test('are whole numbers from 0 to 255, whatever the values', () => {
    assert(
      property(numbers, (values) => {
        for (const colormap of colormapNames()) {
          for (const range of ['centered', 'extrema'] as const) {
            const channels = heatmap(values, wordsFor(values), { colormap, range }).colors.flat();
            expect(channels.every((one) => Number.isInteger(one) && one >= 0 && one <= 255)).toBe(true);
          }
        }
      }),
    );
  });

  test('rise with the values: brighter means larger in grays', () => {
    assert(
      property(numbers, (values) => {
        const { colors } = heatmap(values, wordsFor(values), { colormap: 'grays', range: 'extrema' });
        const order = [...values.keys()].sort((a, b) => values[a] - values[b]);
        order.slice(1).forEach((index, rank) => {
          expect(colors[index][0]).toBeGreaterThanOrEqual(colors[order[rank]][0]);
        });
      }),
    );
  });
});

describe('options', () => {
  test('old names do what the new ones do', () => {
    const [values, words] = [[1, 3, -2], ['a', 'b', 'c']]; // biome-ignore format: two lists
    const old = heatmap(values, words, { colorscheme: 'viridis', rangescale: 'extrema' });
    expect(old.colors).toEqual(heatmap(values, words, { colormap: 'viridis', range: 'extrema' }).colors);
    expect(colorschemeNames()).toEqual(colormapNames());
  });

  test('an outlier is clipped where that is asked for, and only there', () => {
    const values = [...Array.from({ length: 30 }, (_, at) => at / 30), 1e4];
    const colors = (clip?: 'auto' | false | number) => heatmap(values, wordsFor(values), { clip }).colors;
    const white = (all: readonly Color[]) => all.filter((one) => Math.min(...one) > 250).length;
    expect(white(colors())).toBe(30);
    expect(colors(false)).toEqual(colors());
    expect(white(colors('auto'))).toBeLessThan(3);
    expect(white(colors(0.9))).toBeLessThan(3);
  });

  test.each<[string, () => unknown, RegExp]>([
    ['a misspelt one', () => heatmap([1], ['a'], { colourmap: 'bwr' } as never), /"colourmap"; did you mean colormap/],
    ['one of a class', () => new TextHeatmap(['a'], [1], { ranges: 'x' } as never), /"ranges"; did you mean range/],
    [
      'one of a picture',
      () => heatmap([1], ['a']).toSVG({ with: 3 } as never),
      /toSVG has no option "with"; did you mean width/,
    ],
    ['a percentile that is none', () => heatmap([1], ['a'], { clip: 3 }), /clip is 3/],
    [
      'a separator that is none',
      () => heatmap([1], ['a'], { separator: {} as never }),
      /separator is an empty object; expected a string/,
    ],
  ])('%s is an error', (_, act, message) => {
    expect(act).toThrow(ValueError);
    expect(act).toThrow(message);
  });
});

describe('an explanation', () => {
  test('gives a heatmap a sample, by the preset of its kind', () => {
    const val = tensor2d([
      [0, 1],
      [-4, 4],
    ]);
    const words = [
      ['a', 'b'],
      ['c', 'd'],
    ];
    const attributions = heatmap({ val, heatmap: 'attribution' }, words);
    expect(attributions.map(({ values }) => values)).toEqual([
      [0, 1],
      [-4, 4],
    ]);
    expect(attributions[0].colors).toEqual(heatmap([0, 1], ['a', 'b']).colors);
    const [, second] = heatmap({ val, heatmap: 'sensitivity' }, words);
    expect(second.colors).toEqual([
      [0, 0, 0],
      [255, 255, 255],
    ]);
    val.dispose();
  });

  test('of embeddings: sums of attributions, 2-norms of sensitivities', () => {
    const val = tensor3d([[[3, -4]]]);
    expect(heatmap({ val, heatmap: 'attribution' }, ['it'])[0].values).toEqual([-1]);
    expect(heatmap({ val, heatmap: 'sensitivity' }, ['it'])[0].values).toEqual([5]);
    val.dispose();
  });

  test('a tensor of one text will do', () => {
    const values = tensor1d([1, 2]);
    expect(heatmap(values, ['a', 'b']).values).toEqual([1, 2]);
    values.dispose();
  });
});

describe('errors', () => {
  const cases: [string, () => unknown, typeof ShapeError | typeof ValueError, RegExp][] = [
    ['too few words', () => heatmap([1, 2], ['a']), ShapeError, /There are 1 words; expected one a value, 2/],
    ['NaN', () => heatmap([1, Number.NaN], ['a', 'b']), ValueError, /NaN \(value 1 of 2\); expected finite numbers/],
    ['a word that is none', () => heatmap([1], [3 as never]), ValueError, /words\[0\] is 3; expected a string/],
    ['an unknown scheme', () => heatmap([1], ['a'], { colormap: 'pink' }), ValueError, /one of seismic, bwr/],
    [
      'an unknown range',
      () => heatmap([1], ['a'], { range: 'wide' as never }),
      ValueError,
      /'centered', 'extrema', or two finite numbers/,
    ],
    ['a width of zero', () => heatmap([1], ['a']).toSVG({ width: 0 }), ValueError, /positive number of pixels/],
  ];

  test.each(cases)('%s', (_, act, type, message) => {
    expect(act).toThrow(type);
    expect(act).toThrow(message);
  });

  test('a text for each sample', () => {
    const val = tensor2d([[1], [2]]);
    expect(() => heatmap({ val, heatmap: 'attribution' }, [['a']])).toThrow(
      'There are 1 texts; expected one a sample, 2.',
    );
    val.dispose();
  });
});
