import type { Operator } from '../operator';
import { batchNormalization } from './batch-normalization';
import { groupNormalization, instanceNormalization } from './group-normalization';
import { layerNormalization } from './layer-normalization';
import { localResponse } from './local-response';
import { lpNormalization, meanVarianceNormalization } from './norms';

/** Normalizations. */
export const normalizations: Readonly<Record<string, Operator>> = {
  BatchNormalization: batchNormalization,
  GroupNormalization: groupNormalization,
  InstanceNormalization: instanceNormalization,
  LayerNormalization: layerNormalization,
  LpNormalization: lpNormalization,
  LRN: localResponse,
  MeanVarianceNormalization: meanVarianceNormalization,
};
