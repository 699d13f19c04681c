import { mean } from '../../numbers/pearson';

/**
 * The area over the perturbation curve of each sample: the mean over all points, the first included, of the output's fall since the start.
 *
 * @see W. Samek et al.: Evaluating the Visualization of What a Deep Neural Network Has Learned (2017)
 */
export function overCurve(curves: readonly Float64Array[]): Float64Array {
  return Float64Array.from(curves, (curve) => mean(curve.map((value) => curve[0] - value)));
}
