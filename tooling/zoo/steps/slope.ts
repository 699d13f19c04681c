import { type Tensor, tensor, tidy } from '@tensorflow/tfjs-core';
import { differentiate } from 'tfjs-gradients';
import { randomValues } from './random-values';

/** The largest relative error of a slope. */
export const slopeTolerance = 1e-3;

/**
 * The derivative along a direction against central differences: the direction is that of the gradient, where the slope stands out from the rounding of float32, and
 * a random one as long. Of several step widths the one that agrees best counts: wide ones go over the bends of a piecewise function, narrow ones are lost in rounding.
 */
export function checkSlope(model: (input: Tensor) => Tensor, input: Tensor): { ok: boolean; note: string } {
  return tidy(() => {
    const point = input.dataSync();
    const { gradient, cotangent } = differentiate(model, input, (output) =>
      tensor(
        randomValues(output.size, 7).map((one) => one - 0.5),
        output.shape,
      ),
    );
    const [along, weights] = [gradient.dataSync(), cotangent.dataSync()];
    const across = randomValues(point.length, 3).map((one) => one - 0.5);
    const [length, other] = [along, across].map((one) => Math.sqrt(product(one, one)));
    const direction = Float32Array.from(along, (one, index) => one / (length || 1) + across[index] / other);
    const slope = product(along, direction);
    const scored = (step: number) => {
      const moved = Float32Array.from(point, (value, index) => value + step * direction[index]);
      return tidy(() => product(model(tensor(moved, input.shape)).dataSync(), weights));
    };
    const far = (found: number) => Math.abs(slope - found) / Math.max(Math.abs(slope), Math.abs(found), 1e-6);
    let best = Infinity;
    let wider: number | undefined;
    for (const step of steps) {
      const difference = (scored(step) - scored(-step)) / (2 * step);
      const extrapolated = wider === undefined ? difference : (4 * difference - wider) / 3; // without the error of second order
      best = Math.min(best, far(difference), far(extrapolated));
      if (best < slopeTolerance) break;
      wider = difference;
    }
    return { ok: best < slopeTolerance, note: best.toExponential(1) };
  });
}

const steps = Array.from({ length: 14 }, (_, index) => 2 ** -index);

const product = (values: ArrayLike<number>, weights: ArrayLike<number>): number =>
  Array.from(values).reduce((sum, one, index) => sum + one * weights[index], 0);
