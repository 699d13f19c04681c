import { colorAt, colormapNames, colormapTable, hexColors } from '../../src';

/** Colours at 0, 1/5 ... 1: floor(255 c + 0.5) of entries 0, 51, 102, 153, 204 and 255 of matplotlib 3.11.2. */
const matplotlib: Record<string, string> = {
  seismic: '00004d 0000db 9999ff ff9999 e60000 800000',
  bwr: '0000ff 6666ff ccccff ffcccc ff6666 ff0000',
  grays: '000000 333333 666666 999999 cccccc ffffff',
  jet: '000080 004dff 29ffce ceff29 ff6800 800000',
  viridis: '440154 414487 2a788e 22a884 7ad151 fde725',
  inferno: '000004 420a68 932667 dd513a fca50a fcffa4',
  magma: '000004 3b0f70 8c2981 de4968 fe9f6d fcfdbf',
  plasma: '0d0887 6a00a8 b12a90 e16462 fca636 f0f921',
  cividis: '00224e 35456c 666970 948e77 c8b866 fee838',
  turbo: '30123b 3e9bfe 46f884 e1dd37 f05b12 7a0403',
  RdBu: '67001f d6604d fddbc7 d1e5f0 4393c3 053061',
  berlin: '9eb0ff 3280a6 112732 371000 964a36 ffadad',
};

/** The ends and the two middle entries of Scientific Colour Maps 7.0.1, as its cpt files in GMT 6.4 give them. */
const scientific: Record<string, string> = {
  batlow: '011959 818232 828231 faccfa',
  berlin: '9eb0ff 180c0a 190c09 ffadad',
  vik: '001261 ebe6e2 ece5e0 590008',
};

test.each(Object.entries(matplotlib))('%s has the colours of matplotlib', (name, expected) => {
  for (const [fifth, color] of hexColors(expected).entries())
    for (const [channel, value] of colorAt(colormapTable(name), fifth / 5).entries())
      expect(Math.abs(value - color[channel])).toBeLessThan(0.5 + 1e-9);
});

test.each(Object.entries(scientific))('%s has the colours of its author', (name, expected) => {
  const table = colormapTable(name);
  expect(table).toHaveLength(256);
  expect([0, 127, 128, 255].map((entry) => table[entry])).toEqual(hexColors(expected));
});

test('there are fourteen, and each is checked here', () => {
  expect(colormapNames().sort()).toEqual([...new Set(Object.keys({ ...matplotlib, ...scientific }))].sort());
  expect(colormapNames()).toHaveLength(14);
});
