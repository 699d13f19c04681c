import type { Operator } from '../operator';
import { averagePool } from './average-pool';
import { globalAveragePool, globalLpPool, globalMaxPool } from './global-pool';
import { lpPool } from './lp-pool';
import { maxPool } from './max-pool';

/** Poolings. */
export const poolings: Readonly<Record<string, Operator>> = {
  AveragePool: averagePool,
  GlobalAveragePool: globalAveragePool,
  GlobalLpPool: globalLpPool,
  GlobalMaxPool: globalMaxPool,
  LpPool: lpPool,
  MaxPool: maxPool,
};
