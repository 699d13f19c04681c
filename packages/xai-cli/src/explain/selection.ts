import type { Tensor } from '@tensorflow/tfjs-core';
import { checkClasses, type Model, type OutputSelection, toModelView, WeightedSelector } from 'xai-base';

/** Which output is explained, minus which other one. */
export interface Outputs {
  readonly output?: number;
  readonly against?: number;
}

/** Which output to explain: the one asked for, or else the most activated; perhaps minus another one. */
export async function selectionOf(
  { output, against }: Outputs,
  model: Model,
  input: Tensor,
): Promise<OutputSelection | undefined> {
  if (against === undefined || against === output) return output;
  return new WeightedSelector({ [output ?? (await predicted(model, input))]: 1, [against]: -1 });
}

async function predicted(model: Model, input: Tensor): Promise<number> {
  const outputs = await toModelView(model, checkClasses).predict(input);
  try {
    const values = Array.from(await outputs.data());
    return values.reduce((best, value, at) => (value > values[best] ? at : best), 0);
  } finally {
    outputs.dispose();
  }
}
