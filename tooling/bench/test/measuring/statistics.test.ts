import { growth, median } from '../../measuring/statistics';

describe('median', () => {
  test('is the middle one', () => {
    expect(median([9, 1, 4])).toBe(4);
    expect(median([1, 2, 10, 4])).toBe(3);
  });

  test('leaves its argument as it is', () => {
    const values = [3, 1, 2];
    median(values);
    expect(values).toEqual([3, 1, 2]);
  });
});

test.each([-2, -0.5, 0, 1, 2.4])('growth finds the power %f', (power) => {
  for (const factor of [0.01, 1, 300]) {
    const points = [1, 2, 5, 30].map((x) => ({ x, y: factor * x ** power }));
    expect(growth(points)).toBeCloseTo(power, 6);
  }
});
