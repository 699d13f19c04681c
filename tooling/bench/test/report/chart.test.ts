import { chart, logScale, logTicks } from '../../report/chart';

test('on a logarithmic axis equal factors are equal distances', () => {
  const at = logScale([1, 100], [0, 10]);
  expect([1, 10, 100].map(at)).toEqual([0, 5, 10]);
});

test('ticks are powers of ten, and finer where those are few', () => {
  expect(logTicks([0.5, 200])).toEqual([1, 10, 100]);
  expect(logTicks([150, 900])).toEqual([200, 500]);
});

test('a chart has a curve an engine and quantity', () => {
  const points = [1, 2, 4].map((x) => ({ x, milliseconds: 3 * x, megabytes: 200 + x }));
  const lines = (['wasm', 'torch'] as const).map((engine) => ({ engine, points }));
  const svg = chart([{ axis: 'batch', what: 'gradient', lines }]);
  expect(svg.match(/<polyline/g)).toHaveLength(4);
  expect(svg).not.toContain('NaN');
});
