import type { Operator } from '../operator';
import { averagePool } from './average-pool';
import { globalAveragePool, globalMaxPool } from './global-pool';
import { maxPool } from './max-pool';

/** Poolings. */
export const poolings: Readonly<Record<string, Operator>> = {
  AveragePool: averagePool,
  GlobalAveragePool: globalAveragePool,
  GlobalMaxPool: globalMaxPool,
  MaxPool: maxPool,
};
