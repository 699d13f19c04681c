/** Points and weights of a rule for integrals over [0, 1]. */
export interface Rule {
  readonly points: Float64Array;
  /** What is left to 1 of each point. */
  readonly rests: Float64Array;
  readonly weights: Float64Array;
}

const rules = new Map<number, Rule>();

/** The Gauss-Legendre rule of `count` points, exact for polynomials up to degree `2 count - 1`. */
export function gaussLegendre(count: number): Rule {
  const known = rules.get(count);
  if (known) return known;
  const [points, rests, weights] = [new Float64Array(count), new Float64Array(count), new Float64Array(count)];
  for (let index = 0; index < count; index++) {
    let x = Math.cos((Math.PI * (index + 0.75)) / (count + 0.5)); // near the root, from where Newton's steps lead to it
    for (let step = 0; step < 10; step++) x -= legendre(count, x).value / legendre(count, x).slope;
    const { slope } = legendre(count, x);
    points[index] = (1 + x) / 2;
    rests[index] = (1 - x) / 2;
    weights[index] = 1 / ((1 - x * x) * slope * slope);
  }
  const rule = { points, rests, weights };
  rules.set(count, rule);
  return rule;
}

/** The Legendre polynomial of a degree of at least 1, and its slope, inside of (-1, 1). */
function legendre(degree: number, x: number): { value: number; slope: number } {
  let [before, value] = [1, x];
  for (let n = 2; n <= degree; n++) [before, value] = [value, ((2 * n - 1) * x * value - (n - 1) * before) / n];
  return { value, slope: (degree * (x * value - before)) / (x * x - 1) };
}
