import { ValueError, wrongValue } from 'xai-base';

/** Where to look along the way from 0 to 1, and what each look counts; the weights sum to 1. */
export interface QuadratureRule {
  readonly positions: readonly number[];
  readonly weights: readonly number[];
}

/**
 * Rules to integrate from 0 to 1 with n nodes. Gauss-Legendre is exact for polynomials up to degree 2n - 1; the trapezoid
 * rule's nodes include both ends, whose weights are halved.
 */
const rules = {
  'gauss-legendre': gaussLegendre,
  midpoint: (n: number) => evenly(n, (k) => (k + 0.5) / n),
  trapezoid,
  left: (n: number) => evenly(n, (k) => k / n),
  right: (n: number) => evenly(n, (k) => (k + 1) / n),
};

/** The name of a rule to integrate by. */
export type Quadrature = keyof typeof rules;

/**
 * The nodes and weights of a rule.
 *
 * @param name `gauss-legendre`, `midpoint`, `trapezoid`, `left` or `right`
 * @param n how many nodes, at least 1; at least 2 for the trapezoid rule
 * @throws {ValueError} for another name, or too few nodes
 *
 * @example
 * ```ts
 * quadrature('trapezoid', 3); // => { positions: [0, 0.5, 1], weights: [0.25, 0.5, 0.25] }
 * ```
 */
export function quadrature(name: Quadrature, n: number): QuadratureRule {
  if (!Object.hasOwn(rules, name)) {
    const expected = `one of ${Object.keys(rules).join(', ')}`;
    throw wrongValue('quadrature', name, expected);
  }
  if (name === 'trapezoid' && n < 2) {
    throw new ValueError(`n is ${n}; the trapezoid rule needs at least 2 nodes.`, {
      argument: 'n',
      value: n,
      expected: 'at least 2',
    });
  }
  return rules[name](n);
}

function evenly(n: number, position: (k: number) => number): QuadratureRule {
  return { positions: Array.from({ length: n }, (_, k) => position(k)), weights: new Array<number>(n).fill(1 / n) };
}

function trapezoid(n: number): QuadratureRule {
  const isEnd = (k: number) => k === 0 || k === n - 1;
  return {
    positions: Array.from({ length: n }, (_, k) => k / (n - 1)),
    weights: Array.from({ length: n }, (_, k) => (isEnd(k) ? 0.5 : 1) / (n - 1)),
  };
}

/** So many of Newton's steps at most: from a start that is good to n^-4 two do. */
const mostSteps = 8;

/** The roots of the Legendre polynomial by Newton's method, moved from [-1, 1] to [0, 1]; they lie symmetrically. */
function gaussLegendre(n: number): QuadratureRule {
  const positions = new Array<number>(n);
  const weights = new Array<number>(n);
  for (let k = 0; 2 * k < n; k++) {
    // Tricomi's approximation of the root
    let x = -(1 - (n - 1) / (8 * n ** 3)) * Math.cos((Math.PI * (k + 0.75)) / (n + 0.5));
    let slope = 1;
    for (let step = 0; step < mostSteps; step++) {
      const at = legendre(n, x);
      slope = at.slope;
      x -= at.value / slope;
      if (Math.abs(at.value / slope) < 1e-14) break;
    }
    positions[k] = (x + 1) / 2;
    positions[n - 1 - k] = (1 - x) / 2;
    weights[k] = 1 / ((1 - x * x) * slope * slope);
    weights[n - 1 - k] = weights[k];
  }
  return { positions, weights };
}

/** The Legendre polynomial of degree n and its derivative, by Bonnet's recursion. */
function legendre(n: number, x: number): { value: number; slope: number } {
  let [previous, value] = [1, x];
  for (let degree = 2; degree <= n; degree++) {
    [previous, value] = [value, ((2 * degree - 1) * x * value - (degree - 1) * previous) / degree];
  }
  return { value, slope: (n * (x * value - previous)) / (x * x - 1) };
}
