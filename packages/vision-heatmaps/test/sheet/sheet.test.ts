import fc from 'fast-check';
import { ShapeError, ValueError } from 'xai-base';
import { createImage, type RGBAImage, type SheetOptions, sheet } from '../../src';
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

test('labels never overlap cells, each other or the edge', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'B', ' ', 'm'), maxLength: 60 });
  const options = fc.record({
    rows: fc.tuple(text, text),
    columns: fc.tuple(text, text),
    title: text,
    textScale: fc.integer({ min: 1, max: 3 }),
    cellSize: fc.record({ width: fc.integer({ min: 1, max: 90 }), height: fc.integer({ min: 1, max: 90 }) }),
    colorbar: fc.option(fc.record({ colormap: fc.constant('grays'), low: text, high: text }), { nil: undefined }),
  });
  const contains = (one: Box, other: Box) =>
    one.left < other.left + other.width &&
    other.left < one.left + one.width &&
    one.top < other.top + other.height &&
    other.top < one.top + one.height;
  fc.assert(
    fc.property(options, (some) => {
      const all: SheetOptions = { ...some, cells: two.cells };
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
