import type { LayerBuilder } from '../layer-builder';
import { activationLayers } from './activation';
import { conv, convTranspose } from './convolution';
import { gemm, matMulLayer } from './dense';
import { joiningLayers } from './joining';
import { batchNormalization, layerNormalization } from './normalization';
import { poolingLayers } from './pooling';
import { recurrentLayers } from './recurrent';
import { shapeLayers } from './shapes';

/** The operators of the standard domain that can be built as layers. */
export const layerBuilders: Readonly<Record<string, LayerBuilder>> = {
  ...activationLayers,
  ...joiningLayers,
  ...poolingLayers,
  ...recurrentLayers,
  ...shapeLayers,
  BatchNormalization: batchNormalization,
  Conv: conv,
  ConvTranspose: convTranspose,
  Gemm: gemm,
  LayerNormalization: layerNormalization,
  MatMul: matMulLayer,
};
