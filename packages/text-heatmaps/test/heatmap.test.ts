import '@tensorflow/tfjs-backend-cpu';
import { tensor1d, tensor2d, tensor3d } from '@tensorflow/tfjs-core';
import { array, assert, double, property } from 'fast-check';
import { ShapeError, ValueError } from 'xai-base';

import { type Color, colorschemeNames, heatmap } from '../src';

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
    const { colors } = heatmap([3, 5, 4], ['a', 'b', 'c'], { colorscheme: 'grays', rangescale: 'extrema' });
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
          { colorscheme: 'bwr' },
        );
        expect(negated.colors).toEqual(heatmap(values, words, { colorscheme: 'bwr' }).colors.map(mirrored));
      }),
    );
  });

  test('are whole numbers from 0 to 255, whatever the values', () => {
    assert(
      property(numbers, (values) => {
        for (const colorscheme of colorschemeNames()) {
          for (const rangescale of ['centered', 'extrema'] as const) {
            const channels = heatmap(values, wordsFor(values), { colorscheme, rangescale }).colors.flat();
            expect(channels.every((one) => Number.isInteger(one) && one >= 0 && one <= 255)).toBe(true);
          }
        }
      }),
    );
  });

  test('rise with the values: brighter means larger in grays', () => {
    assert(
      property(numbers, (values) => {
        const { colors } = heatmap(values, wordsFor(values), { colorscheme: 'grays', rangescale: 'extrema' });
        const order = [...values.keys()].sort((a, b) => values[a] - values[b]);
        order.slice(1).forEach((index, rank) => {
          expect(colors[index][0]).toBeGreaterThanOrEqual(colors[order[rank]][0]);
        });
      }),
    );
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
    ['an unknown scheme', () => heatmap([1], ['a'], { colorscheme: 'pink' }), ValueError, /one of seismic, bwr/],
    [
      'an unknown range',
      () => heatmap([1], ['a'], { rangescale: 'wide' as never }),
      ValueError,
      /'centered' or 'extrema'/,
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
