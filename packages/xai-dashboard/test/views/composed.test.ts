import { sizeOf } from 'xai-recipes';
import { composed } from '../../src/views/export/composed';
import type { Pictured } from '../../src/views/grid/explanation-picture';

const pictured = (width: number, height: number, label: string) => {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect id="${label}"/></svg>`;
  return { label, toSVG: () => svg } as Pictured;
};

test('one picture is itself', () => {
  const one = pictured(30, 20, 'feature 7');
  expect(composed([one])).toBe(one.toSVG());
});

test('of several maps all are there, each under its name, none over another', () => {
  const maps = [3, 1, 4, 15, 92].map((feature, at) => pictured(100 + 10 * at, 80 - at, `feature ${feature}`));
  const svg = composed(maps);
  const places = Array.from(svg.matchAll(/<svg x="(\d+)" y="(\d+)"[^>]* width="(\d+)" height="(\d+)"/g), (found) =>
    found.slice(1).map(Number),
  );
  expect(places).toHaveLength(5);
  const { width, height } = sizeOf(svg);
  for (const [at, [x, y, w, h]] of places.entries()) {
    expect(x + w <= width && y + h <= height).toBe(true);
    for (const [left, top, wide, high] of places.slice(at + 1))
      expect(x + w <= left || left + wide <= x || y + h <= top || top + high <= y).toBe(true);
  }
  for (const { label } of maps) {
    expect(svg).toContain(`>${label}</text>`);
    expect(svg).toContain(`<rect id="${label}"/>`);
  }
});
