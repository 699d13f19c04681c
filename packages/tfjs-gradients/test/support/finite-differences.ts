import { type Tensor, tensor, tidy } from '@tensorflow/tfjs-core';

const step = 5e-3;

/**
 * The gradient of sum(weights * f(xs)) by central differences: f in float32 on the backend, the sum in float64. With
 * inputs and outputs around 1 the error is about step^2 from the curvature and 1e-7 / step from the rounding.
 */
export function finiteDifferences(
  f: (...xs: Tensor[]) => Tensor,
  xs: number[][],
  shapes: number[][],
  weights: ArrayLike<number>,
): number[][] {
  const valueAt = (points: number[][]) =>
    tidy(() => f(...points.map((values, index) => tensor(values, shapes[index], 'float32'))).dataSync());
  return xs.map((values, input) =>
    values.map((_, element) => {
      const shifted = (by: number) =>
        valueAt(
          xs.map((other, index) => (index === input ? other.map((v, i) => (i === element ? v + by : v)) : other)),
        );
      const [above, below] = [shifted(step), shifted(-step)];
      let slope = 0;
      for (let index = 0; index < weights.length; index++) {
        slope += ((above[index] - below[index]) * weights[index]) / (2 * step);
      }
      return slope;
    }),
  );
}
