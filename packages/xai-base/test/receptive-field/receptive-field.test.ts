import { cellAt, checkReceptiveField, ValueError } from '../../src';

test('a position lies at the cell that is centred over it', () => {
  const field = { begin: [-2, 0], stride: [2, 4], size: [14, 1] };
  for (const cell of [0, 3, 9]) {
    expect(cellAt(field, 0, -2 + 2 * cell + 7)).toBe(cell);
    expect(cellAt(field, 1, 4 * cell + 0.5)).toBe(cell);
  }
});

test.each([
  undefined,
  null,
  'whole',
  [1, 2],
  {},
  { begin: [0], stride: [1] },
  { begin: [0], stride: [1], size: [1, 2] },
  { begin: [0], stride: [0], size: [1] },
  { begin: [0], stride: [1], size: [-1] },
  { begin: [Number.NaN], stride: [1], size: [1] },
  { begin: ['0'], stride: [1], size: [1] },
])('%j is no receptive field', (value) => {
  expect(() => checkReceptiveField(value, 1)).toThrow(ValueError);
  expect(() => checkReceptiveField(value, 1)).toThrow('receptiveField is');
});
