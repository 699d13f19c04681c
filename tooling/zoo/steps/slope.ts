import { type Tensor, tensor, tidy } from '@tensorflow/tfjs-core';
import { differentiate } from 'tfjs-gradients';
import { randomValues } from './random-values';

/** The largest relative error of a slope. */
export const slopeTolerance = 1e-3;

/** What is compared: the derivative of the weighed outputs at a point along a direction, and their value there. */
interface Line {
  slopeAt(place: number): number;
  valueAt(place: number): number;
}

/**
 * The derivative along a direction against central differences: the direction is that of the gradient, where the slope stands out from the rounding of float32, and
 * a random one as long. Of several step widths the one that agrees best counts: wide ones go over the bends of a piecewise function, narrow ones are lost in rounding. Where
 * neither is fine enough, the mean of the derivatives along a stretch is compared with the difference of its ends, which bends do not touch.
 */
export function checkSlope(model: (input: Tensor) => Tensor, input: Tensor): { ok: boolean; note: string } {
  const line = lineThrough(model, input);
  const atPoint = byDifferences(line);
  if (atPoint < slopeTolerance) return { ok: true, note: atPoint.toExponential(1) };
  const alongStretch = byMeans(line);
  const ok = alongStretch < slopeTolerance;
  return { ok, note: `${alongStretch.toExponential(1)} (${atPoint.toExponential(1)})` };
}

function lineThrough(model: (input: Tensor) => Tensor, input: Tensor): Line {
  const point = Float32Array.from(input.dataSync());
  let weights: Float32Array | undefined;
  const gradientAt = (at: Tensor): Float32Array =>
    tidy(() => {
      const { gradient, cotangent } = differentiate(model, at, ({ size, shape }) =>
        tensor(
          randomValues(size, 7).map((one) => one - 0.5),
          shape,
        ),
      );
      weights ??= Float32Array.from(cotangent.dataSync());
      return Float32Array.from(gradient.dataSync());
    });
  const along = gradientAt(input);
  const across = randomValues(point.length, 3).map((one) => one - 0.5);
  const [length, other] = [along, across].map((one) => Math.sqrt(product(one, one)));
  const direction = Float32Array.from(along, (one, index) => one / (length || 1) + across[index] / other);
  const moved = (place: number) =>
    tensor(
      Float32Array.from(point, (value, index) => value + place * direction[index]),
      input.shape,
    );
  return {
    slopeAt: (place) =>
      place === 0 ? product(along, direction) : tidy(() => product(gradientAt(moved(place)), direction)),
    valueAt: (place) => tidy(() => product(model(moved(place)).dataSync(), weights as Float32Array)),
  };
}

const steps = Array.from({ length: 14 }, (_, index) => 2 ** -index);

/** The least relative error of the derivative at the point, over several step widths. */
function byDifferences({ slopeAt, valueAt }: Line): number {
  const slope = slopeAt(0);
  let best = Infinity;
  let wider: number | undefined;
  for (const step of steps) {
    const difference = (valueAt(step) - valueAt(-step)) / (2 * step);
    const extrapolated = wider === undefined ? difference : (4 * difference - wider) / 3; // without the error of second order
    best = Math.min(best, errorOf(slope, difference), errorOf(slope, extrapolated));
    if (best < slopeTolerance) break;
    wider = difference;
  }
  return best;
}

const stretch = 0.25;
const mostPlaces = 64;

/** The relative error of the mean of the derivatives along a stretch, with more and more places of it. */
function byMeans({ slopeAt, valueAt }: Line): number {
  const difference = (valueAt(stretch) - valueAt(-stretch)) / (2 * stretch);
  let best = Infinity;
  for (let places = 8; places <= mostPlaces && best >= slopeTolerance; places *= 2) {
    const slopes = Array.from({ length: places }, (_, at) => slopeAt(stretch * ((2 * at + 1) / places - 1)));
    best = Math.min(best, errorOf(slopes.reduce((sum, one) => sum + one, 0) / places, difference));
  }
  return best;
}

const errorOf = (slope: number, difference: number): number =>
  Math.abs(slope - difference) / Math.max(Math.abs(slope), Math.abs(difference), 1e-6);

const product = (values: ArrayLike<number>, weights: ArrayLike<number>): number =>
  Array.from(values).reduce((sum, one, index) => sum + one * weights[index], 0);
