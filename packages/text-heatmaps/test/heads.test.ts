import '@tensorflow/tfjs-backend-cpu';
import { type Tensor, tensor, tidy } from '@tensorflow/tfjs-core';
import { ShapeError, ValueError } from 'xai-base';
import { type HeadHeatmap, type HeadOptions, headHeatmap } from '../src';

const tokens = ['so', '<b>', 'good'];
const attention = Array.from({ length: 2 * 2 * 3 * 3 * 3 }, (_, at) => at); // two samples, two layers of three heads
const heads = () => tensor(attention, [2, 2, 3, 3, 3]);

/** What is drawn of a tensor, which is freed. */
function drawn(given: Tensor, words: string[], options?: HeadOptions): HeadHeatmap {
  try {
    return headHeatmap(given, words, options);
  } finally {
    given.dispose();
  }
}

test('a matrix a head of the sample that is asked for, with one range of colours', () => {
  const colormap = [
    [0, 0, 0],
    [255, 255, 255],
  ] as const;
  const drawing = drawn(heads(), tokens, { sample: 1, colormap });
  expect(drawing.values.map((layer) => layer.length)).toEqual([3, 3]);
  expect(drawing.values[1][2]).toEqual([
    [99, 100, 101],
    [102, 103, 104],
    [105, 106, 107],
  ]);
  expect(drawing.colors[0][0][0][0]).toEqual([0, 0, 0]);
  expect(drawing.colors[1][2][2][2]).toEqual([255, 255, 255]);
  const svg = drawing.toSVG();
  expect(svg.match(/<rect/g)).toHaveLength(2 * 3 * 9 + 1);
  expect(svg).toContain('layer 2, head 3');
  expect(svg).toContain('good \u2190 &lt;b&gt;: 106');
  expect(svg).not.toContain('<b>');
});

test('negative values have the other half of the colours', () => {
  const drawing = drawn(tensor([-1, 0, 0, 0.5], [1, 1, 1, 2, 2]), ['a', 'b']);
  const [[[[against, none], [, speaksFor]]]] = drawing.colors;
  expect(against[2]).toBeGreaterThan(against[0]); // blue
  expect(speaksFor[0]).toBeGreaterThan(speaksFor[2]); // red
  expect(new Set(none).size).toBe(1); // white
});

test('what cannot be drawn is an error', () => {
  tidy(() => {
    expect(() => headHeatmap(tensor([1, 2], [1, 2]), tokens)).toThrow(ShapeError);
    expect(() => headHeatmap(heads(), ['a'])).toThrow(ValueError);
    expect(() => headHeatmap(heads(), tokens, { sample: 2 })).toThrow(/sample is 2; expected an integer from 0 to 1/);
    expect(() => headHeatmap(heads(), tokens).toSVG({ cell: 0 })).toThrow(/cell is 0; expected a positive number/);
    expect(() => headHeatmap(heads(), tokens, { colourmap: 'jet' } as never)).toThrow(/colormap/);
  });
});
