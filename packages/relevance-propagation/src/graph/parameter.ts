import { broadcast_util, type Tensor } from '@tensorflow/tfjs-core';
import type { RecordedValue } from 'tfjs-gradients';

/** A parameter of an affine part, computed from the model's constants when it is asked for. */
export interface Parameter {
  readonly shape: readonly number[];
  readonly read: () => Tensor;
}

/** A constant of the model. */
export function constant({ tensor }: RecordedValue): Parameter {
  return { shape: tensor.shape, read: () => tensor };
}

/** What is computed from a parameter, element by element. */
export function mapped({ shape, read }: Parameter, compute: (x: Tensor) => Tensor): Parameter {
  return { shape, read: () => compute(read()) };
}

/** What is computed from two parameters, whose shapes are broadcast. */
export function combined(one: Parameter, other: Parameter, compute: (x: Tensor, y: Tensor) => Tensor): Parameter {
  const shape = broadcast_util.assertAndGetBroadcastShape([...one.shape], [...other.shape]);
  return { shape, read: () => compute(one.read(), other.read()) };
}
