import '@tensorflow/tfjs-backend-cpu';
import { tensor2d, tensor3d } from '@tensorflow/tfjs-core';
import { ShapeError, ValueError } from 'xai-base';
import { generationHeatmap } from '../../src';

const tokens = ['<b>', 'a&b', '"x"', 'c'];

/** A drawing of two tokens that were written after two; its tensor is freed. */
function drawing(texts: unknown = tokens) {
  const val = tensor3d([
    [
      [2, -1, 0, 0],
      [0, 1, -2, 0],
    ],
  ]);
  try {
    return generationHeatmap({ val, heatmap: 'attribution', extras: { tokens: [texts] } });
  } finally {
    val.dispose();
  }
}

test('each token has values and colours for those before it, all of one scale', () => {
  const { rows, colors } = drawing();
  expect(rows).toEqual([
    [2, -1],
    [0, 1, -2],
  ]);
  const [[most, less], [none, , least]] = colors;
  expect(most).toEqual([128, 0, 0]);
  expect(less).toEqual([0, 0, 255]);
  expect(none).toEqual([255, 255, 255]);
  expect(least).toEqual([0, 0, 76]);
});

test('the matrix has a cell for each value, whose title says it', () => {
  const svg = drawing().toSVG();
  const titles = Array.from(svg.matchAll(/<title>(.*?)<\/title>/g), ([, title]) => title);
  expect(titles).toEqual(
    ['"x" ← &lt;b&gt;: 2', '"x" ← a&amp;b: -1', 'c ← &lt;b&gt;: 0', 'c ← a&amp;b: 1', 'c ← "x": -2'].map((title) =>
      title.replaceAll('"', svg.includes('&quot;x') ? '&quot;' : '"'),
    ),
  );
  expect(svg).not.toContain('<b>');
});

test('cells are as large as is asked', () => {
  expect(drawing().toSVG({ cell: 40 })).toContain('width="39" height="39"');
  expect(() => drawing().toSVG({ cell: 0 })).toThrow(ValueError);
  expect(() => drawing().toSVG({ sell: 3 } as never)).toThrow(ValueError);
});

test('the sentence is escaped, and its written tokens are reached by the keyboard', () => {
  const html = drawing().toHTML();
  expect(html).not.toContain('<b>');
  expect(html).not.toContain('<script');
  expect(html.match(/tabindex="0"/g)).toHaveLength(2);
});

test('a token that is pointed at colours those before it, and no others', () => {
  const html = drawing().toHTML();
  const of = (at: number) =>
    Array.from(
      html.matchAll(new RegExp(`:has\\(\\.t${at}:is\\(:hover,:focus\\)\\) \\.t(\\d+)\\{`, 'g')),
      ([, one]) => one,
    );
  expect(of(2)).toEqual(['0', '1']);
  expect(of(3)).toEqual(['0', '1', '2']);
});

test('two paragraphs of a page have styles of their own', () => {
  const nameOf = (html: string) => /class="(owes-\w+)"/.exec(html)?.[1];
  expect(nameOf(drawing().toHTML())).not.toBe(nameOf(drawing(['a', 'b', 'c', 'd']).toHTML()));
});

test('what is no such explanation is an error', () => {
  const flat = tensor2d([[1, 2]]);
  expect(() => generationHeatmap({ val: flat, heatmap: 'attribution', extras: { tokens: [['a']] } })).toThrow(
    ShapeError,
  );
  expect(() => drawing(['a'])).toThrow('an array with an array of 4 strings');
  flat.dispose();
});
