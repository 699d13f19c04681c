import fc from 'fast-check';
import { ValueError } from 'xai-base';
import { type Quadrature, quadrature } from '../../src/augmentations/quadrature';

/** Up to which degree a rule of n nodes integrates polynomials exactly. */
const degrees: Record<Quadrature, (n: number) => number> = {
  'gauss-legendre': (n) => 2 * n - 1,
  midpoint: () => 1,
  trapezoid: () => 1,
  left: () => 0,
  right: () => 0,
};

const rules = Object.keys(degrees) as Quadrature[];

test.each(rules)('%s: the weights sum to 1, the nodes ascend from 0 to 1', (rule) => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 200 }), (n) => {
      const { positions, weights } = quadrature(rule, n);
      expect(positions).toHaveLength(n);
      expect(weights).toHaveLength(n);
      expect(weights.reduce((sum, weight) => sum + weight)).toBeCloseTo(1, 12);
      expect(positions.every((at, k) => at >= 0 && at <= 1 && (k === 0 || at > positions[k - 1]))).toBe(true);
    }),
    { numRuns: 30 },
  );
});

test.each(rules)('%s is exact for polynomials of its degree', (rule) => {
  fc.assert(
    fc.property(
      fc.integer({ min: 2, max: 20 }),
      fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 40, maxLength: 40 }),
      (n, drawn) => {
        const coefficients = drawn.slice(0, degrees[rule](n) + 1);
        const { positions, weights } = quadrature(rule, n);
        const value = (t: number) => coefficients.reduceRight((sum, coefficient) => sum * t + coefficient, 0);
        const integral = coefficients.reduce((sum, coefficient, power) => sum + coefficient / (power + 1), 0);
        expect(positions.reduce((sum, t, k) => sum + weights[k] * value(t), 0)).toBeCloseTo(integral, 12);
      },
    ),
  );
});

// M. Abramowitz, I. A. Stegun: Handbook of Mathematical Functions (1964), table 25.4, on [-1, 1]
const published = [
  { n: 2, nodes: [0.577350269189626], weights: [1] },
  { n: 3, nodes: [0, 0.774596669241483], weights: [0.888888888888889, 0.555555555555556] },
  {
    n: 5,
    nodes: [0, 0.538469310105683, 0.906179845938664],
    weights: [0.568888888888889, 0.478628670499366, 0.236926885056189],
  },
];

test.each(published)('gauss-legendre with $n nodes as published', ({ n, nodes, weights }) => {
  const rule = quadrature('gauss-legendre', n);
  nodes.forEach((node, index) => {
    const upper = n - nodes.length + index;
    expect(rule.positions[upper]).toBeCloseTo((1 + node) / 2, 14);
    expect(rule.positions[n - 1 - upper]).toBeCloseTo((1 - node) / 2, 14);
    expect(rule.weights[upper]).toBeCloseTo(weights[index] / 2, 14);
  });
});

test('gauss-legendre with one node is the midpoint', () => {
  expect(quadrature('gauss-legendre', 1)).toEqual({ positions: [0.5], weights: [1] });
});

test('an unknown rule, or too few nodes, is a typed error', () => {
  expect(() => quadrature('simpson' as Quadrature, 3)).toThrow(ValueError);
  expect(() => quadrature('simpson' as Quadrature, 3)).toThrow(
    'quadrature is "simpson"; expected one of gauss-legendre',
  );
  expect(() => quadrature('trapezoid', 1)).toThrow('n is 1; the trapezoid rule needs at least 2 nodes.');
});

test('thousands of Gauss-Legendre nodes are computed at once, and as right as a few', () => {
  for (const n of [2000, 4999]) {
    const { positions, weights } = quadrature('gauss-legendre', n);
    const integral = (f: (t: number) => number) => positions.reduce((sum, t, k) => sum + weights[k] * f(t), 0);
    expect(integral(() => 1)).toBeCloseTo(1, 12);
    expect(integral((t) => Math.cos(300 * t))).toBeCloseTo(Math.sin(300) / 300, 12);
    expect(positions.every((t, k) => k === 0 || t > positions[k - 1])).toBe(true);
  }
});
