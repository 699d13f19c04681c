import fc from 'fast-check';
import { ShapeError, ValueError, XaiError } from 'xai-base';
import { colorAt, colormapTable, createImage, type Legend, type RGBAImage, type SheetOptions, sheet } from '../../src';
import { withLegend } from '../../src/images/heatmap-image';
import { fit } from '../../src/sheet/fit';
import { type Box, layOut } from '../../src/sheet/layout';

const red = createImage(4, 4, [255, 0, 0, 255]);
const pixel = ({ width, data }: RGBAImage, x: number, y: number) => [
  ...data.slice(4 * (y * width + x), 4 * (y * width + x) + 3),
];
const two: SheetOptions = {
  rows: ['Gradient', 'LRP'],
  columns: ['nine', 'four'],
  cells: [
    [red, undefined],
    [undefined, red],
  ],
};

test('cells stand in rows and columns, each with a thin frame', () => {
  const picture = sheet({ ...two, cellSize: 20 });
  const { cell } = layOut({ ...two, cellSize: 20 });
  for (const row of [0, 1])
    for (const column of [0, 1]) {
      const { left, top, width, height } = cell(row, column);
      expect([width, height]).toEqual([20, 20]);
      const filled = row === column;
      for (const [x, y] of [
        [left, top],
        [left + 19, top + 19],
      ])
        expect(pixel(picture, x, y)).toEqual(filled ? [255, 0, 0] : [255, 255, 255]);
      expect(pixel(picture, left - 1, top - 1)).toEqual(filled ? [200, 200, 200] : [255, 255, 255]);
    }
});

test('the bar of colours has its high end at the top', () => {
  const options = { ...two, colorbar: { colormap: 'bwr', low: 'against', high: 'for' } };
  const picture = sheet(options);
  const { bar } = layOut(options);
  expect(pixel(picture, bar!.left, bar!.top)).toEqual([255, 0, 0]);
  expect(pixel(picture, bar!.left + bar!.width - 1, bar!.top + bar!.height - 1)).toEqual([0, 0, 255]);
});

describe('what colours mean', () => {
  const bar = { colormap: 'bwr', low: 'against', high: 'for' };
  const legend = (range: readonly [number, number], more: Partial<Legend> = {}): Legend => {
    return { colormap: colormapTable('bwr'), range, isClipped: [false, false], ...more };
  };
  const told = (...legends: (Legend | undefined)[]): SheetOptions => {
    const cells = [[createImage(4, 4), ...legends.map((one) => withLegend(red, one))]];
    return { rows: ['LRP'], columns: ['input', ...legends.map(() => 'x')], cells, colorbar: bar };
  };
  const texts = (options: SheetOptions) => layOut(options).labels.map(({ label }) => label.lines.join(' '));

  test('a range that all heatmaps have stands at the bar', () => {
    const said = texts(told(legend([-0.3124, 0.3124]), legend([-0.3124, 0.3124])));
    expect(said).toEqual(expect.arrayContaining(['for: 0.312', 'against: -0.312']));
    expect(said.join()).not.toContain(' to ');
  });

  test('of heatmaps with ranges of their own, each says its own below', () => {
    const said = texts(told(legend([-0.3, 0.3]), legend([-20, 20]), undefined));
    expect(said).toEqual(expect.arrayContaining(['for', 'against', '-0.3 to 0.3', '-20 to 20']));
    expect(said.filter((text) => text.includes(' to '))).toHaveLength(2);
  });

  test('ranges that differ at one end alone are different', () => {
    for (const other of [[0, 5], [-1, 6]] as const) // biome-ignore format: pairs
      expect(texts(told(legend([-1, 5]), legend(other)))).toEqual(
        expect.arrayContaining(['for', 'against', '-1 to 5']),
      );
  });

  test('where values lie beyond the colours, the legend says so', () => {
    const shared = texts(told(legend([-2, 2], { isClipped: [false, true] }), legend([-2, 2])));
    expect(shared).toEqual(expect.arrayContaining(['for: 2 and more', 'against: -2']));
    const own = texts(told(legend([-2, 2], { isClipped: [true, false] }), legend([-1, 1])));
    expect(own).toEqual(expect.arrayContaining(['-2 to 2, clipped', '-1 to 1']));
    expect(texts(told(legend([0, 5], { isClipped: [true, true] })))).toContain('against: 0 and less');
  });

  test('numbers are written in letters that the font has, with digits enough to differ', () => {
    const said = (low: number, high: number) => texts(told(legend([low, high]))).slice(-2);
    expect(said(-1.5e-7, 1.5e-7)).toEqual(['for: 1.5e-7', 'against: -1.5e-7']);
    expect(said(0.50123, 0.50127)).toEqual(['for: 0.50127', 'against: 0.50123']);
    expect(said(0, 1234567)).toEqual(['for: 1234567', 'against: 0']);
    expect(said(3, 3)).toEqual(['for: 3', 'against: 3']);
  });

  test('a range that is given counts more, and without a bar nothing is said', () => {
    const options = told(legend([-2, 2]), legend([-1, 1]));
    expect(texts({ ...options, colorbar: { ...bar, range: [-7, 7] } })).toEqual(
      expect.arrayContaining(['for: 7', 'against: -7']),
    );
    expect(texts({ ...options, colorbar: undefined }).join()).not.toMatch(/\d/);
    const withoutMeaning = texts({ ...told(legend([-2, 2])), colorbar: { ...bar, low: '', high: '' } });
    expect(withoutMeaning.slice(-2)).toEqual(['2', '-2']);
  });

  test('the bar shows colours as they are drawn: over an image from black on the left to white on the right', () => {
    const options = told(legend([-2, 2], { alpha: 0.6 }));
    const { left, top, width, height } = layOut(options).bar!;
    const picture = sheet(options);
    for (const [y, position] of [[0, 1], [height - 1, 0]]) // biome-ignore format: pairs
      for (const [x, ground] of [
        [0, 0],
        [width - 1, 255],
      ]) {
        // biome-ignore format: pairs
        const seen = colorAt(colormapTable('bwr'), position).map((channel) => Math.round(0.6 * channel + 0.4 * ground));
        expect(pixel(picture, left + x, top + y)).toEqual(seen);
      }
    const given = sheet({ ...told(undefined), colorbar: { ...bar, alpha: 0.6 } });
    expect(pixel(given, left, top)).not.toEqual([255, 0, 0]);
  });
});

test('labels never overlap cells, each other or the edge', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'B', ' ', 'm'), maxLength: 60 });
  const options = fc.record({
    rows: fc.tuple(text, text),
    columns: fc.tuple(text, text),
    title: text,
    textScale: fc.integer({ min: 1, max: 3 }),
    cellSize: fc.record({ width: fc.integer({ min: 1, max: 90 }), height: fc.integer({ min: 1, max: 90 }) }),
    colorbar: fc.option(fc.record({ colormap: fc.constant('grays'), low: text, high: text }), { nil: undefined }),
    ranges: fc.tuple(
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
    ),
    isClipped: fc.tuple(fc.boolean(), fc.boolean()),
  });
  const contains = (one: Box, other: Box) =>
    one.left < other.left + other.width &&
    other.left < one.left + one.width &&
    one.top < other.top + other.height &&
    other.top < one.top + one.height;
  fc.assert(
    fc.property(options, ({ ranges, isClipped, ...some }) => {
      const [one, other] = ranges.map((end) => {
        return withLegend(red, { colormap: colormapTable('grays'), range: [-Math.abs(end), Math.abs(end)], isClipped });
      });
      const all: SheetOptions = { ...some, cells: [[one, undefined], [red, other]] }; // biome-ignore format: a matrix
      const { width, height, labels, bar, cell } = layOut(all);
      const written = labels
        .filter(({ label }) => label.width > 0)
        .map(({ left, top, label }) => ({ left, top, width: label.width, height: label.height }));
      const boxes = [...written, ...(bar ? [bar] : []), cell(0, 0), cell(0, 1), cell(1, 0), cell(1, 1)];
      for (const [index, box] of boxes.entries()) {
        expect(box.left >= 0 && box.top >= 0 && box.left + box.width <= width && box.top + box.height <= height).toBe(
          true,
        );
        for (const other of boxes.slice(index + 1)) expect(contains(box, other)).toBe(false);
        for (const side of Object.values(box)) expect(Number.isInteger(side)).toBe(true);
      }
      const picture = sheet(all);
      expect([picture.width, picture.height]).toEqual([width, height]);
    }),
    { numRuns: 60 },
  );
});

test('images are enlarged by whole factors and shrunk in their aspect', () => {
  const size = ({ width, height }: RGBAImage) => [width, height];
  expect(size(fit(createImage(28, 28), 112, 112))).toEqual([112, 112]);
  expect(size(fit(createImage(50, 20), 112, 112))).toEqual([100, 40]);
  expect(size(fit(createImage(224, 112), 112, 112))).toEqual([112, 56]);
  expect(size(fit(createImage(1000, 1), 10, 10))).toEqual([10, 1]);
});

test('transparent pixels show the white of the sheet', () => {
  const clear = createImage(1, 1, [0, 0, 0, 0]);
  const options = { rows: ['a'], columns: ['b'], cells: [[clear]] };
  const { left, top } = layOut(options).cell(0, 0);
  expect(pixel(sheet(options), left, top)).toEqual([255, 255, 255]);
});

test('labels and cells that do not fit together are an error', () => {
  expect(() => sheet({ ...two, rows: ['one'] })).toThrow(/cells has 2 entries; expected 1, one a label in rows/);
  expect(() => sheet({ ...two, columns: ['one'] })).toThrow(/cells\[0\] has 2 entries/);
  expect(() => sheet({ rows: [], columns: [], cells: [] })).toThrow(ShapeError);
  expect(() => sheet({ ...two, cellSize: 0 })).toThrow(ValueError);
  expect(() => sheet({ ...two, textScale: 1.5 })).toThrow(ValueError);
  expect(() => sheet({ ...two, colorbar: { colormap: 'none', low: '', high: '' } })).toThrow(ValueError);
});

test.each<[string, object, RegExp]>([
  ['no rows', { rows: undefined }, /rows is undefined; expected a list of strings/],
  ['a column that is none', { columns: ['a', 3] }, /columns\[1\] is 3; expected a string/],
  ['cells that are none', { cells: [3, 4] }, /cells is \[3, 4\]; expected a list of rows of images/],
  ['a cell that is none', { cells: [[red, 3], [red, red]] }, /cells\[0\] is 3; expected an RGBA image/], // biome-ignore format: a matrix
  ['a title that is none', { title: {} }, /title is an empty object/],
  ['a misspelt option', { colourbar: {} }, /sheet has no option "colourbar"; did you mean colorbar/],
  ['a misspelt part of the bar', { colorbar: { colormap: 'bwr', lo: 'x', high: 'y' } }, /"lo"; did you mean low/],
  ['a bar that says nothing', { colorbar: { colormap: 'bwr' } }, /colorbar.low is undefined; expected a string/],
  [
    'a range that falls',
    { colorbar: { colormap: 'bwr', low: '', high: '', range: [2, 1] } },
    /colorbar.range is \[2, 1\]/,
  ],
  ['colours that are not seen', { colorbar: { colormap: 'bwr', low: '', high: '', alpha: 2 } }, /colorbar.alpha is 2/],
])('%s', (_, options, message) => {
  expect(() => sheet({ ...two, ...options } as SheetOptions)).toThrow(message);
  expect(() => sheet({ ...two, ...options } as SheetOptions)).toThrow(XaiError);
});
