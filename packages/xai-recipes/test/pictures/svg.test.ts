import { compose, line, sizeOf } from '../../src';

test('pictures keep their size and get a place; nothing changes their colours by night', () => {
  const inner = compose(30, 20, [line('a < b', 1, 2)]).replace('<rect', '<style>@media{}</style><rect');
  const outer = compose(100, 50, [{ svg: inner, x: 5, y: 6 }]);
  expect(sizeOf(outer)).toEqual({ width: 100, height: 50 });
  expect(outer).toContain('<svg x="5" y="6" xmlns');
  expect(outer).toContain('a &lt; b');
  expect(outer).not.toContain('<style>');
});
