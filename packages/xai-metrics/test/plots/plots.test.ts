import { ValueError } from 'xai-base';
import { type MetricColumn, MetricTable } from '../../src/index';
import { plotCurves, plotRadar, plotStages, plotTable } from '../../src/plots';

const metrics: readonly MetricColumn[] = [
  { name: 'Deletion', category: 'faithfulness', better: 'low' },
  { name: 'Sparseness', category: 'complexity', better: 'high' },
];
const moments = (...mean: number[]) => ({ count: 4, mean, square: mean.map((_, k) => k) });
const table = MetricTable.fromJSON({
  metrics,
  scores: {
    LRP: { Deletion: [1, 3, 2, 2], Sparseness: [0.5, 0.7, null, 0.9] },
    'a < "b"': { Deletion: [3, 5, 4, 4], Sparseness: [0.1, 0.2, 0.3, 0.2] },
    random: { Deletion: [7, 9, 8, 8], Sparseness: [0.4, 0.4, 0.4, 0.4] },
  },
  curves: {
    LRP: { Deletion: moments(5, 1, 0) },
    'a < "b"': { Deletion: moments(5, 3, 0) },
    random: { Deletion: moments(5, 4, 0) },
  },
});

const numbers = (svg: string, pattern: RegExp) => Array.from(svg.matchAll(pattern), ([, value]) => Number(value));
const partOf = (svg: string, method: string, metric: string) => {
  const [, rest] = svg.split(`data-method="${method}" data-metric="${metric}">`);
  return rest.slice(0, rest.indexOf('</g>'));
};

test('dots are as far apart as the means, and lines end where the intervals do', () => {
  const svg = plotTable(table).toSVG();
  const place = (method: string) => numbers(partOf(svg, method, 'Deletion'), /cx="([\d.]+)"/g)[0];
  const [first, second, third] = ['LRP', 'a &lt; &quot;b&quot;', 'random'].map(place); // means 2, 4 and 8
  // places are in tenths of a pixel: a difference of two is off by at most .1
  expect(Math.abs(third - second - 2 * (second - first))).toBeLessThanOrEqual(0.3);
  const { mean, low, high } = table.summary('random', 'Deletion');
  const [from] = numbers(partOf(svg, 'random', 'Deletion'), /d="M([\d.]+)/g);
  const [to] = numbers(partOf(svg, 'random', 'Deletion'), /H([\d.]+)"/g);
  const scale = (second - first) / 2;
  const off = (distance: number, share: number) => Math.abs(distance - scale * share) - 0.05 * share; // that of the scale
  expect(off(third - from, mean - low)).toBeLessThanOrEqual(0.1);
  expect(off(to - third, high - mean)).toBeLessThanOrEqual(0.1);
});

test('the best mean is bold: the lowest, or the highest, as the metric has it', () => {
  const svg = plotTable(table).toSVG();
  const bold = Array.from(svg.matchAll(/font-weight="bold">([^<]+)</g), ([, words]) => words);
  expect(bold).toEqual(['Deletion ↓', '2', 'Sparseness ↑', '0.7']);
});

test('what is undefined or infinite is said, and no picture holds NaN', () => {
  const odd = new MetricTable(metrics, {
    none: { Deletion: [Number.NaN, Number.NaN], Sparseness: [1, 1] },
    all: { Deletion: [Number.POSITIVE_INFINITY, 1], Sparseness: [1, 1] },
  });
  const svg = plotTable(odd).toSVG();
  expect(svg).not.toMatch(/NaN|Infinity/);
  expect(partOf(svg, 'none', 'Deletion')).toContain('>undefined<');
  expect(partOf(svg, 'none', 'Deletion')).not.toContain('<circle');
  expect(partOf(svg, 'all', 'Deletion')).toContain('>∞<');
  const one = { count: 1, mean: [1, 0], square: [0, 0] };
  const none = { count: 0, mean: [0, 0], square: [0, 0] };
  const { metrics: columns, scores } = odd.toJSON();
  const curves = plotCurves(
    MetricTable.fromJSON({ metrics: columns, scores, curves: { none: { Deletion: none }, all: { Deletion: one } } }),
  ).toSVG();
  expect(curves).not.toMatch(/NaN|Infinity/);
  expect(curves.split('data-method=').length - 1).toBe(1);
});

test('panels go on in further lines when there is no room, and all stay in the picture', () => {
  const [wide, narrow] = [720, 300].map((width) => plotTable(table).toSVG({ width }));
  const heightOf = (svg: string) => numbers(svg, /height="([\d.]+)" viewBox/g)[0];
  expect(heightOf(narrow)).toBe(2 * heightOf(wide) - 12); // but the edge above
  for (const [svg, width] of [
    [wide, 720],
    [narrow, 300],
  ] as const)
    for (const x of numbers(svg, / c?x="([\d.]+)"/g)) expect(x).toBeLessThanOrEqual(width);
});

test('curves go through the means', () => {
  const svg = plotCurves(table).toSVG();
  const [, line] = /d="M([^Z"]+)" fill="none"/.exec(partOf(svg, 'random', 'Deletion'))!;
  const points = line.split('L').map((point) => point.split(' ').map(Number)); // means 5, 4 and 0
  // places are in tenths of a pixel: a difference of two is off by at most .1
  expect(Math.abs(points[1][0] - points[0][0] - (points[2][0] - points[1][0]))).toBeLessThanOrEqual(0.2);
  expect(Math.abs(points[2][1] - points[1][1] - 4 * (points[1][1] - points[0][1]))).toBeLessThanOrEqual(0.5);
  expect(points[0][1]).toBeLessThan(points[2][1]); // larger is higher
});

test('numbers are not cut: an exponent stays', () => {
  const small = new MetricTable(metrics, { LRP: { Deletion: [-1.234e-107], Sparseness: [1] } });
  expect(partOf(plotTable(small).toSVG({ width: 360 }), 'LRP', 'Deletion')).toContain('>−1.23×10⁻¹⁰⁷<');
});

test('what cannot be drawn is said', () => {
  expect(() => plotTable({} as MetricTable)).toThrow(ValueError);
  expect(() => plotTable(new MetricTable([], {}))).toThrow('at least one method and one metric');
  expect(() => plotTable(table, { titel: 'x' } as object)).toThrow('title');
  expect(() => plotCurves(new MetricTable(metrics, { LRP: { Deletion: [1], Sparseness: [1] } }))).toThrow(
    'follows a curve',
  );
  for (const plot of [plotTable(table), plotCurves(table)])
    expect(() => plot.toSVG({ width: 50 })).toThrow('width is 50');
});

test('stages are named below, apart from curves along a path', () => {
  const stages = ['', 'dense_2', 'conv'];
  const both = MetricTable.fromJSON({
    metrics: [...metrics, { name: 'MPRT', category: 'randomisation', better: 'low' }],
    scores: { LRP: { Deletion: [1, 2], Sparseness: [1, 2], MPRT: [0.1, 0.4] } },
    curves: { LRP: { Deletion: moments(5, 1, 0), MPRT: { ...moments(1, 0.5, 0), stages } } },
  });
  const svg = plotStages(both).toSVG();
  expect(Array.from(svg.matchAll(/>(as trained|dense_2|conv)</g), ([, name]) => name)).toEqual([
    'as trained',
    'dense_2',
    'conv',
  ]);
  expect(svg).toContain('data-metric="MPRT"');
  expect(svg).not.toContain('data-metric="Deletion"');
  expect(plotCurves(both).toSVG()).not.toContain('data-metric="MPRT"');
  expect(both.merge(both).curve('LRP', 'MPRT').stages).toEqual(stages);
  expect(() => plotStages(table)).toThrow(ValueError);
});

test('on a radar the best mean is at the rim and the worst in the middle, whichever way is better', () => {
  const three = new MetricTable([...metrics, { name: 'MPRT', category: 'randomisation', better: 'low' }], {
    good: { Deletion: [1], Sparseness: [9], MPRT: [0.1] },
    half: { Deletion: [2], Sparseness: [5], MPRT: [0.2] },
    bad: { Deletion: [3], Sparseness: [1], MPRT: [Number.NaN] },
  });
  const svg = plotRadar(three).toSVG();
  const path = (method: string) => {
    const [, d] = /data-method="[^"]*">.*?d="([^"]*)"/.exec(svg.slice(svg.indexOf(`data-method="${method}"`)))!;
    return d
      .slice(1, -1)
      .split('L')
      .map((point) => point.split(' ').map(Number));
  };
  const [good, half, bad] = ['good', 'half', 'bad'].map(path);
  const [x, y] = bad[0]; // the worst of two axes: the middle, twice
  expect(bad).toEqual([
    [x, y],
    [x, y],
  ]);
  const away = ([left, top]: number[]) => Math.hypot(left - x, top - y);
  const rounding = 2 * 0.05 * Math.SQRT2; // of two points, whose places are in tenths of a pixel
  for (const point of good) expect(Math.abs(away(point) - away(good[0]))).toBeLessThanOrEqual(rounding);
  for (const point of half.slice(0, 2)) expect(Math.abs(away(point) - away(good[0]) / 2)).toBeLessThanOrEqual(rounding);
  expect(svg).not.toMatch(/NaN|Infinity/);
  expect(() => plotRadar(table)).toThrow(ValueError);
});
