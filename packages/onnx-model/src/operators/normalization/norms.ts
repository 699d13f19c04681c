import { abs, div, sqrt, square, sum } from '@tensorflow/tfjs-core';
import type { Operator } from '../operator';
import { axisLast } from '../reductions/along-last-axis';
import { positiveAxes } from '../values/indices';
import { onDevice } from '../values/value';
import { notZero } from './not-zero';
import { standardize } from './standardize';

/** `LpNormalization`: divided by the norm along an axis. */
export const lpNormalization: Operator = (node) => {
  const isAbsolute = node.int('p', 2) === 1;
  const axis = node.int('axis', -1);
  return ([x]) => {
    const value = axisLast(x, axis);
    const { stored } = value;
    const norm = isAbsolute ? notZero(sum(abs(stored), -1, true)) : sqrt(notZero(sum(square(stored), -1, true)));
    return value.withStored(div(stored, norm));
  };
};

/** `MeanVarianceNormalization` over axes; by default over the samples and the space. */
export const meanVarianceNormalization: Operator = (node) => {
  const axes = node.ints('axes') ?? [0, 2, 3];
  return ([x]) => {
    const value = onDevice(x);
    return value.withStored(
      standardize(
        value.stored,
        positiveAxes(axes, x.rank).map((axis) => value.order[axis]),
        1e-9,
      ),
    );
  };
};
