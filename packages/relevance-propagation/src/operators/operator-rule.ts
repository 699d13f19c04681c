import type { Tensor } from '@tensorflow/tfjs-core';
import type { RecordedOperation } from 'tfjs-gradients';
import type { Passage } from './propagate';
import type { Verdict } from './verdicts';

/**
 * How relevance passes an operation, in gradient form: what arrives is g, with R = value * g, so that everything linear passes its derivative and
 * nothing is divided by small values.
 */
export type OperatorRule = (
  operation: RecordedOperation,
  verdict: Verdict,
  arrived: readonly (Tensor | undefined)[],
) => readonly Passage[];
