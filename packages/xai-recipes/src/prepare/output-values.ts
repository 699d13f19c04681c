import type { Tensor } from '@tensorflow/tfjs-core';
import { type Model, toModelView } from 'xai-base';

/** What a model says of samples. */
export interface OutputValues {
  /** Of a sample, without axes of length 1. */
  readonly shape: readonly number[];
  /** Of all samples, in row-major order. */
  readonly values: ArrayLike<number>;
}

/** Evaluates a model. */
export async function outputOf(model: Model, input: Tensor): Promise<OutputValues> {
  const output = await toModelView(model).predict(input);
  try {
    return { shape: output.shape.slice(1).filter((length) => length !== 1), values: await output.data() };
  } finally {
    output.dispose();
  }
}
