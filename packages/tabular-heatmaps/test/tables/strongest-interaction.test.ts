import { strongestInteraction } from '../../src/tables/strongest-interaction';

const rows = Array.from({ length: 200 }, (_, row) => ({
  a: Math.sin(row),
  b: Math.cos(3 * row),
  c: Math.sin(7 * row + 1),
}));
const feature = (name: 'a' | 'b' | 'c', attribution: (row: (typeof rows)[number]) => number) => ({
  name,
  values: Float64Array.from(rows, (row) => row[name]),
  attributions: Float64Array.from(rows, attribution),
});

describe('the strongest interaction', () => {
  test('is that with the factor of a product', () => {
    const features = [feature('a', ({ a, b }) => a * b), feature('b', ({ a, b }) => a * b), feature('c', ({ c }) => c)];
    expect(strongestInteraction(features[0], features)).toBe(features[1]);
    expect(strongestInteraction(features[1], features)).toBe(features[0]);
  });

  test('passes over missing values', () => {
    const features = [feature('a', ({ a, c }) => a + 2 * c), feature('b', () => 0), feature('c', () => 0)];
    features[2].values[3] = Number.NaN;
    expect(strongestInteraction(features[0], features)).toBe(features[2]);
  });

  test('is with none where no other feature varies, or the attribution does not', () => {
    const constant = { ...feature('b', () => 1), values: new Float64Array(200) };
    const [a, c] = [feature('a', ({ a }) => a), feature('c', () => 0)];
    expect(strongestInteraction(a, [a, constant])).toBeUndefined();
    expect(strongestInteraction({ ...a, attributions: new Float64Array(200) }, [a, c])).toBeUndefined();
    expect(strongestInteraction({ name: 'groups', attributions: a.attributions }, [a, c])).toBeUndefined();
  });
});
