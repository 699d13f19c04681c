import { dispose, type Tensor, tensor } from '@tensorflow/tfjs-core';
import { differentiate } from 'tfjs-gradients';
import { type Executor, eagerExecutor, type Program } from 'xai-base';
import type { Exact } from '../float64/question';
import { randomValues } from './random-values';

/** The largest relative error of a slope. */
export const slopeTolerance = 1e-3;

/** What the model gives for inputs in double precision. */
export type InFloat64 = (inputs: readonly Float64Array[], weights?: ArrayLike<number>) => Promise<Exact>;

/** What is compared: the derivative of the weighed outputs at a point along a direction, and their value there. */
interface Line {
  readonly slope: number;
  valueAt(place: number): Promise<number>;
  /** The point itself, in double precision. */
  inputAt(place: number): Float64Array;
  readonly weights: ArrayLike<number>;
  readonly direction: ArrayLike<number>;
}

/**
 * The derivative along a direction against central differences: the direction is that of the gradient, where the slope stands out from the rounding of float32, and
 * a random one as long. Of several step widths the one that agrees best counts: wide ones go over the bends of a piecewise function, narrow ones are lost in rounding. Where
 * neither is fine enough, differences are those of the model in double precision, whose steps may be so narrow that they meet no bend. Of a model that amplifies rounding so far that
 * float32 has no three digits of its slope, the derivative is taken in double precision, too.
 *
 * @param exactly the model in double precision; left out of one that would take hours so
 * @param executor what computes the model in float32
 */
export async function checkSlope(
  model: (input: Tensor) => Tensor,
  input: Tensor,
  exactly?: InFloat64,
  executor: Executor = eagerExecutor,
): Promise<{ ok: boolean; note: string }> {
  const line = await lineThrough(model, input, executor);
  const inFloat32 = await byDifferences(line, exactly ? steps : steps.slice(0, fewSteps));
  if (inFloat32 < slopeTolerance || !exactly)
    return { ok: inFloat32 < slopeTolerance, note: inFloat32.toExponential(1) };
  const { rounded, exact } = await byExactDifferences(line, exactly);
  const said = (errors: readonly number[]) => errors.map((one) => one.toExponential(1)).join(', ');
  if (rounded < slopeTolerance) return { ok: true, note: `${said([rounded])} (${said([inFloat32])})` };
  return { ok: exact < slopeTolerance, note: `${said([exact])} (${said([rounded, inFloat32])})` };
}

async function lineThrough(model: (input: Tensor) => Tensor, input: Tensor, executor: Executor): Promise<Line> {
  const point = Float32Array.from(input.dataSync());
  const derivative = (x: Tensor) => {
    const { gradient, cotangent } = differentiate(model, x, ({ size, shape }) =>
      tensor(
        randomValues(size, 7).map((one) => one - 0.5),
        shape,
      ),
    );
    return [gradient, cotangent];
  };
  const value = (x: Tensor) => [model(x)];
  /** The values of what a program gives. */
  const run = async (program: Program, x: Tensor): Promise<Float32Array[]> => {
    const results = await executor.run(program, [x]);
    const values = results.map((one) => Float32Array.from(one.dataSync()));
    dispose(results);
    return values;
  };
  const [along, weights] = await run(derivative, input);
  const across = randomValues(point.length, 3).map((one) => one - 0.5);
  const [length, other] = [along, across].map((one) => Math.sqrt(product(one, one)));
  const direction = Float32Array.from(along, (one, index) => one / (length || 1) + across[index] / other);
  const inputAt = (place: number) => Float64Array.from(point, (value, index) => value + place * direction[index]);
  return {
    slope: product(along, direction),
    ...{ inputAt, weights, direction },
    async valueAt(place) {
      const x = tensor(Float32Array.from(inputAt(place)), input.shape);
      const [found] = await run(value, x);
      x.dispose();
      return product(found, weights);
    },
  };
}

/** The widths of steps, wide ones first; of a model that takes long, few. */
const steps = Array.from({ length: 14 }, (_, index) => 2 ** -index);
const fewSteps = 6;

/** The least relative error of the derivative at the point, over several step widths. */
async function byDifferences({ slope, valueAt }: Line, widths: readonly number[]): Promise<number> {
  let best = Infinity;
  let wider: number | undefined;
  for (const step of widths) {
    const difference = ((await valueAt(step)) - (await valueAt(-step))) / (2 * step);
    const extrapolated = wider === undefined ? difference : (4 * difference - wider) / 3; // without the error of second order
    best = Math.min(best, errorOf(slope, difference), errorOf(slope, extrapolated));
    if (best < slopeTolerance) break;
    wider = difference;
  }
  return best;
}

const narrow = 1e-6;

/** The relative errors of the derivative at the point against a difference in double precision: of that in float32, and of that in double precision. */
async function byExactDifferences({ slope, inputAt, weights, direction }: Line, exactly: InFloat64) {
  const { outputs, gradient } = await exactly([0, -narrow, narrow].map(inputAt), weights);
  const [, before, behind] = outputs.map((one) => product(one, weights));
  const difference = (behind - before) / (2 * narrow);
  return { rounded: errorOf(slope, difference), exact: errorOf(product(gradient ?? [], direction), difference) };
}

const errorOf = (slope: number, difference: number): number =>
  Math.abs(slope - difference) / Math.max(Math.abs(slope), Math.abs(difference), 1e-6);

const product = (values: ArrayLike<number>, weights: ArrayLike<number>): number =>
  Array.from(values).reduce((sum, one, index) => sum + one * weights[index], 0);
