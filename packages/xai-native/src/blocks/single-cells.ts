import type { Attributes } from 'onnx-format';
import type { Graph, OutputType } from '../graph/graph';
import type { Value } from '../graph/value';
import { cellAttributes } from './cell-axis';
import { blockedOperator } from './domain';

/** What an image in blocks is multiplied by, `[channels, 1, 1, 1]`, and what is added to it: a number for each channel, and another image. */
export interface SingleCells {
  readonly image: Value;
  readonly kernel: Value;
  readonly bias?: Value;
  readonly summand?: Value;
}

/** A convolution of single cells for each channel, with a function after it: one way through the memory. */
export function ofSingleCells(
  graph: Graph,
  { image, kernel, bias, summand }: SingleCells,
  { type, range, shape }: OutputType,
  activation: Attributes = {},
): Value {
  const point = { cells: 1, stretches: 1, taps: 1, stride: 1, before: 0, after: 0, phases: 1, source: () => 0 };
  const operands = summand ? [image, kernel, bias, summand] : bias ? [image, kernel, bias] : [image, kernel];
  const attributes = { ...cellAttributes([point, point], shape[1]), ...activation };
  return graph.one(blockedOperator('Conv'), operands, { type, range, shape }, attributes);
}
