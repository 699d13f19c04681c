import type { Operator } from '../operator';
import { argMaximum, argMinimum } from './arg-max';
import { cumulativeSum } from './cum-sum';
import { reductions as plain } from './reduce';
import { competitions } from './softmax';
import { topK } from './top-k';

/** What is computed along axes. */
export const reductions: Readonly<Record<string, Operator>> = {
  ...plain,
  ...competitions,
  ArgMax: argMaximum,
  ArgMin: argMinimum,
  CumSum: cumulativeSum,
  TopK: topK,
};
