import type { ValueInfo } from './value-info';

/**
 * The shape in which a model's output is returned: `[batch, classes]` where it amounts to that. A number a sample is one output a sample, and axes
 * that the model says are of length 1 are dropped where one other is left.
 *
 * @param shape what was computed
 * @param stated what the model says of it
 */
export function outputShape(shape: readonly number[], { shape: stated }: ValueInfo): number[] {
  const [batch, ...sample] = shape;
  if (sample.length === 0) return [batch, 1];
  const isOne = (axis: number) => stated.length === shape.length && stated[axis + 1] === 1;
  const left = sample.filter((_, axis) => !isOne(axis));
  if (sample.length === 1 || left.length > 1) return [...shape];
  return [batch, left[0] ?? 1];
}
