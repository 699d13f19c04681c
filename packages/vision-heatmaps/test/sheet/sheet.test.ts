import fc from 'fast-check';
import { svgToPixels } from 'svg-png/node';
import { ShapeError, ValueError, XaiError } from 'xai-base';
import { expectWellFormed } from '../../../../tooling/jest/well-formed';
import { colorAt, colormapTable, createImage, type Legend, type RGBAImage, type SheetOptions, sheet } from '../../src';
import { withLegend } from '../../src/images/heatmap-image';
import { fit } from '../../src/sheet/fit';
import { type Box, layOut } from '../../src/sheet/layout';

const red = createImage(4, 4, [255, 0, 0, 255]);
/** The sheet in pixels, one a unit. */
const drawn = (options: SheetOptions) => svgToPixels(sheet(options).toSVG(), { scale: 1 });
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

test('cells stand in rows and columns, each with a thin frame', async () => {
  const picture = await drawn({ ...two, cellSize: 20 });
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

test('the bar of colours has its high end at the top', async () => {
  const options = { ...two, colorbar: { colormap: 'bwr', low: 'against', high: 'for' } };
  const picture = await drawn(options);
  const [{ box }] = layOut(options).bars;
  expect(pixel(picture, box.left, box.top)).toEqual([255, 0, 0]);
  expect(pixel(picture, box.left + box.width - 1, box.top + box.height - 1)).toEqual([0, 0, 255]);
});

test('names of columns become smaller before a word of them is cut, all of them alike', () => {
  const columns = ['NoiseAugmentation', 'LRP'];
  const labels = (width: number) =>
    layOut({ rows: [''], columns, cells: [[red, red]], cellSize: width }).labels.filter(({ label }) =>
      columns.includes(label.text),
    );
  expect(labels(84).map(({ label }) => label.lines)).toEqual([['Noise', 'Augmentation'], ['LRP']]);
  expect(new Set(labels(84).map(({ label }) => label.size)).size).toBe(1);
  expect(labels(84)[0].label.size).toBeLessThan(12);
  expect(labels(200)[0].label.size).toBe(12);
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
    expect(said).toEqual(expect.arrayContaining(['for: 0.312', 'against: −0.312']));
    expect(said.join()).not.toContain(' to ');
  });

  test('of heatmaps with ranges of their own, each says its own below', () => {
    const said = texts(told(legend([-0.3, 0.3]), legend([-20, 20]), undefined));
    expect(said).toEqual(expect.arrayContaining(['for', 'against', '±0.3', '±20']));
    expect(said.filter((text) => text.includes('±'))).toHaveLength(2);
  });

  test('ranges that differ at one end alone are different', () => {
    for (const other of [[0, 5], [-1, 6]] as const) // biome-ignore format: pairs
      expect(texts(told(legend([-1, 5]), legend(other)))).toEqual(
        expect.arrayContaining(['for', 'against', '−1 to 5']),
      );
  });

  test('where values lie beyond the colours, the legend says so', () => {
    const shared = texts(told(legend([-2, 2], { isClipped: [false, true] }), legend([-2, 2])));
    expect(shared).toEqual(expect.arrayContaining(['for: 2 and more', 'against: −2']));
    const own = texts(told(legend([-2, 2], { isClipped: [true, false] }), legend([-1, 1])));
    expect(own).toEqual(expect.arrayContaining(['±2, clipped', '±1']));
    expect(texts(told(legend([0, 5], { isClipped: [true, true] })))).toContain('against: 0 and less');
  });

  test('numbers are written with digits enough to differ', () => {
    const said = (low: number, high: number) => texts(told(legend([low, high]))).slice(-2);
    expect(said(-1.5e-7, 1.5e-7)).toEqual(['for: 1.5×10⁻⁷', 'against: −1.5×10⁻⁷']);
    expect(said(0.50123, 0.50127)).toEqual(['for: 0.50127', 'against: 0.50123']);
    expect(said(0, 1234567)).toEqual(['for: 1234567', 'against: 0']);
    expect(said(3, 3)).toEqual(['for: 3', 'against: 3']);
  });

  test('a range that is given counts more, and without a bar nothing is said', () => {
    const options = told(legend([-2, 2]), legend([-1, 1]));
    expect(texts({ ...options, colorbar: { ...bar, range: [-7, 7] } })).toEqual(
      expect.arrayContaining(['for: 7', 'against: −7']),
    );
    expect(texts({ ...options, colorbar: undefined }).join()).not.toMatch(/\d/);
    const withoutMeaning = texts({ ...told(legend([-2, 2])), colorbar: { ...bar, low: '', high: '' } });
    expect(withoutMeaning.slice(-2)).toEqual(['2', '−2']);
  });

  test('the bar shows colours as they are drawn: over an image from black on the left to white on the right', async () => {
    const options = told(legend([-2, 2], { alpha: 0.6 }));
    const { left, top, width, height } = layOut(options).bars[0].box;
    const picture = await drawn(options);
    for (const [y, position] of [[0, 1], [height - 1, 0]]) // biome-ignore format: pairs
      for (const [x, ground] of [
        [0, 0],
        [width - 1, 255],
      ]) {
        // biome-ignore format: pairs
        const seen = colorAt(colormapTable('bwr'), position).map((channel) => Math.round(0.6 * channel + 0.4 * ground));
        expect(pixel(picture, left + x, top + y)).toEqual(seen);
      }
    const given = await drawn({ ...told(undefined), colorbar: { ...bar, alpha: 0.6 } });
    expect(pixel(given, left, top)).not.toEqual([255, 0, 0]);
  });
});

test('several bars stand beside their own rows, and each says the range of these', () => {
  const heat = (end: number, map: string) =>
    withLegend(red, { colormap: colormapTable(map), range: [-end, end], isClipped: [false, false] });
  const options: SheetOptions = {
    rows: ['LRP', 'Gradient', 'SmoothGrad'],
    columns: ['nine', 'four'],
    cells: [
      [heat(2, 'bwr'), heat(2, 'bwr')],
      [heat(5, 'grays'), heat(7, 'grays')],
      [undefined, red],
    ],
    colorbar: [
      { colormap: 'bwr', low: 'against', high: 'for', rows: [0, 0] },
      { colormap: 'grays', low: 'least', high: 'most', rows: [1, 2] },
    ],
  };
  const { bars, cell, labels } = layOut(options);
  expect(bars.map(({ box }) => box.top)).toEqual([cell(0, 0).top, cell(1, 0).top]);
  expect(bars[0].box.height).toBe(cell(0, 0).height);
  expect(bars[1].box.top + bars[1].box.height).toBe(cell(2, 0).top + cell(2, 0).height);
  const said = labels.map(({ label }) => label.lines.join(' '));
  expect(said).toEqual(expect.arrayContaining(['for: 2', 'against: −2', 'most', 'least', '±5', '±7']));
  expect(said.filter((text) => text.includes('±'))).toHaveLength(2);
});

const letters = fc.constantFrom(...'aBm_-. Wwtlж漢ع9');
const text = fc.array(letters, { maxLength: 60 }).map((all) => all.join(''));
const anySheet = fc
  .record({
    rows: fc.tuple(text, text),
    columns: fc.tuple(text, text),
    title: text,
    fontSize: fc.integer({ min: 5, max: 30 }),
    cellSize: fc.record({ width: fc.integer({ min: 1, max: 90 }), height: fc.integer({ min: 1, max: 90 }) }),
    colorbar: fc.option(fc.record({ colormap: fc.constant('grays'), low: text, high: text }), { nil: undefined }),
    ranges: fc.tuple(
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
    ),
    isClipped: fc.tuple(fc.boolean(), fc.boolean()),
  })
  .map(({ ranges, isClipped, ...some }): SheetOptions => {
    const [one, other] = ranges.map((end) => {
      return withLegend(red, { colormap: colormapTable('grays'), range: [-Math.abs(end), Math.abs(end)], isClipped });
    });
    return { ...some, cells: [[one, undefined], [red, other]] }; // biome-ignore format: a matrix
  });

test('labels never overlap cells, each other or the edge, and all stands on whole pixels', () => {
  const overlap = (one: Box, other: Box) =>
    one.left < other.left + other.width &&
    other.left < one.left + one.width &&
    one.top < other.top + other.height &&
    other.top < one.top + one.height;
  fc.assert(
    fc.property(anySheet, (all) => {
      const { width, height, labels, bars, cell } = layOut(all);
      const written = labels
        .filter(({ label }) => label.width > 0)
        .map(({ left, top, label }) => ({ left, top, width: label.width, height: label.height }));
      const cells = [cell(0, 0), cell(0, 1), cell(1, 0), cell(1, 1)];
      const boxes = [...written, ...bars.map(({ box }) => box), ...cells];
      for (const [index, box] of boxes.entries()) {
        const isInside =
          box.left >= 0 && box.top >= 0 && box.left + box.width <= width && box.top + box.height <= height;
        expect(isInside).toBe(true);
        for (const other of boxes.slice(index + 1)) expect(overlap(box, other)).toBe(false);
        for (const side of Object.values(box)) expect(Number.isInteger(side)).toBe(true);
      }
      const columnsOf = (row: number) => [0, 1].map((column) => cell(row, column).left);
      expect(columnsOf(0)).toEqual(columnsOf(1)); // a grid
    }),
    { numRuns: 60 },
  );
});

test('texts stay in their boxes when they are drawn', async () => {
  await fc.assert(
    fc.asyncProperty(anySheet, async (all) => {
      const bare = { ...all, cells: all.cells.map((row) => row.map(() => undefined)), colorbar: undefined };
      const { labels } = layOut(bare);
      const picture = await drawn(bare);
      const isFree = Array.from({ length: picture.width * picture.height }, () => true);
      for (const { label, left, top } of labels)
        for (let y = top; y < top + label.height; y++)
          for (let x = left - 1; x < left + label.width + 1; x++) isFree[y * picture.width + x] = false;
      const inked = isFree.filter((free, at) => free && picture.data[4 * at] < 128);
      expect(inked).toHaveLength(0);
    }),
    { numRuns: 25 },
  );
});

test('every label is text, whole or in a title, and whatever it says, the SVG is well-formed', () => {
  const words = fc.string({ unit: 'binary', maxLength: 20 });
  fc.assert(
    fc.property(words, words, words, (title, row, column) => {
      const cells = [[undefined]];
      expectWellFormed(sheet({ title, rows: [row], columns: [column], cells }).toSVG());
    }),
    { numRuns: 50 },
  );
  const long = 'GuidedGradCAM of the nine in the hundredth row of what was found in the attic';
  const svg = sheet({
    title: 'Почему девятка?',
    rows: ['σ < 3'],
    columns: [long],
    cells: [[red]],
    cellSize: 60,
  }).toSVG();
  for (const said of ['>Почему девятка?</text>', '>σ &lt; 3</text>', `<title>${long}</title>`, '>GradCAM</text>'])
    expect(svg).toContain(said);
});

test('the same sheet is the same SVG, and has no images but its cells', () => {
  const [one, other] = [sheet(two), sheet(two)];
  expect(one.toSVG()).toBe(other.toSVG());
  expect(one.toSVG().match(/<image /g)).toHaveLength(2);
});

test('the pixels of a heatmap are squares of exactly its colours', async () => {
  const side = fc.integer({ min: 1, max: 6 });
  await fc.assert(
    fc.asyncProperty(
      side,
      side,
      fc.integer({ min: 6, max: 30 }),
      fc.integer(),
      async (width, height, cellSize, seed) => {
        const image = createImage(width, height, [0, 0, 0, 255]);
        for (let at = 0; at < image.data.length; at++) if (at % 4 < 3) image.data[at] = (seed + 37 * at * at) & 255;
        const options = { rows: [''], columns: [''], cells: [[image]], cellSize };
        const box = layOut(options).cell(0, 0);
        const whole = Math.floor(Math.min(box.width / width, box.height / height));
        const left = box.left + Math.floor((box.width - whole * width) / 2);
        const top = box.top + Math.floor((box.height - whole * height) / 2);
        for (const scale of [1, 2]) {
          const picture = await svgToPixels(sheet(options).toSVG(), { scale });
          for (let y = 0; y < scale * whole * height; y++)
            for (let x = 0; x < scale * whole * width; x++) {
              const from = 4 * (Math.floor(y / (scale * whole)) * width + Math.floor(x / (scale * whole)));
              expect(pixel(picture, scale * left + x, scale * top + y)).toEqual([...image.data.slice(from, from + 3)]);
            }
        }
      },
    ),
    { numRuns: 20 },
  );
});

test('images are enlarged by whole factors and shrunk in their aspect, to twice the pixels that they are drawn in', () => {
  const size = ({ width, height, image }: ReturnType<typeof fit>) => [width, height, image.width, image.height];
  expect(size(fit(createImage(28, 28), 112, 112))).toEqual([112, 112, 28, 28]);
  expect(size(fit(createImage(50, 20), 112, 112))).toEqual([100, 40, 50, 20]);
  expect(size(fit(createImage(224, 112), 112, 112))).toEqual([112, 56, 224, 112]);
  expect(size(fit(createImage(1000, 500), 100, 100))).toEqual([100, 50, 200, 100]);
  expect(size(fit(createImage(1000, 1), 10, 10))).toEqual([10, 1, 20, 2]);
});

test('transparent pixels show the white of the sheet', async () => {
  const clear = createImage(1, 1, [0, 0, 0, 0]);
  const options = { rows: ['a'], columns: ['b'], cells: [[clear]] };
  const { left, top } = layOut(options).cell(0, 0);
  expect(pixel(await drawn(options), left, top)).toEqual([255, 255, 255]);
});

test('a twelfth of the size is the old scale of texts', () => {
  expect(sheet({ ...two, textScale: 2 }).toSVG()).toBe(sheet({ ...two, fontSize: 24 }).toSVG());
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
  [
    'rows that are not there',
    { colorbar: [{ colormap: 'bwr', low: '', high: '', rows: [0, 2] }] },
    /colorbar\[0\].rows is \[0, 2\]; expected the first and the last row, from 0 to 1/,
  ],
  ['letters that are none', { fontSize: 0 }, /fontSize is 0; expected pixels, from 1 to 200/],
  ['colours that are not seen', { colorbar: { colormap: 'bwr', low: '', high: '', alpha: 2 } }, /colorbar.alpha is 2/],
])('%s', (_, options, message) => {
  expect(() => sheet({ ...two, ...options } as SheetOptions)).toThrow(message);
  expect(() => sheet({ ...two, ...options } as SheetOptions)).toThrow(XaiError);
});
