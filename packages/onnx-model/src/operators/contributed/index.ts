import type { Operator } from '../operator';
import { gridSample } from '../resize/grid-sample';
import { trilu } from '../selections/trilu';
import { groupQueryAttention } from './attention/group-query-attention';
import { multiHeadAttention } from './attention/multi-head-attention';
import { packedAttention } from './attention/packed-attention';
import { rotaryEmbedding, rotaryOfMicrosoft } from './attention/rotary';
import { standardAttention } from './attention/standard-attention';
import { cDist } from './distances';
import { embedLayerNormalization } from './embed-layer-normalization';
import { fusedConv, fusedGemm, fusedMatMul } from './fused-products';
import { biasFastGelu, biasGelu, quickGelu } from './gelu';
import { gatherBlockQuantized, matMulNBits } from './quantized/blocks-of-bits';
import { dequantizeLinear } from './quantized/dequantize';
import { linearOperators } from './quantized/linear';
import {
  convInteger,
  dynamicQuantizeMatMul,
  matMulInteger,
  matMulIntegerToFloat,
  qLinearConv,
  qLinearMatMul,
} from './quantized/products';
import { dynamicQuantizeLinear, quantizeLinear } from './quantized/quantize';
import { dynamicQuantizeLstm, qAttention, qEmbedLayerNormalization } from './quantized/transformers';
import { rmsNormalization } from './root-mean-square';
import { skipLayerNormalization, skipRmsNormalization } from './skip-layer-normalization';

/** Standard operators that stand for several others: attention, and numbers of few bits. */
export const composed: Readonly<Record<string, Operator>> = {
  Attention: standardAttention,
  ConvInteger: convInteger,
  DequantizeLinear: dequantizeLinear,
  DynamicQuantizeLinear: dynamicQuantizeLinear,
  MatMulInteger: matMulInteger,
  QLinearConv: qLinearConv,
  QLinearMatMul: qLinearMatMul,
  QuantizeLinear: quantizeLinear,
  RMSNormalization: rmsNormalization,
  RotaryEmbedding: rotaryEmbedding,
  SimplifiedLayerNormalization: rmsNormalization,
};

/** Operators of com.microsoft: what onnxruntime's optimizers and exporters of language models make of several standard ones. */
export const contributed: Readonly<Record<string, Operator>> = {
  ...linearOperators,
  Attention: packedAttention,
  BiasGelu: biasGelu,
  CDist: cDist,
  DequantizeLinear: dequantizeLinear,
  DynamicQuantizeLSTM: dynamicQuantizeLstm,
  DynamicQuantizeMatMul: dynamicQuantizeMatMul,
  EmbedLayerNormalization: embedLayerNormalization,
  FastGelu: biasFastGelu,
  FusedConv: fusedConv,
  FusedGemm: fusedGemm,
  FusedMatMul: fusedMatMul,
  GatherBlockQuantized: gatherBlockQuantized,
  Gelu: biasGelu,
  GridSample: gridSample,
  GroupQueryAttention: groupQueryAttention,
  MatMulIntegerToFloat: matMulIntegerToFloat,
  MatMulNBits: matMulNBits,
  MultiHeadAttention: multiHeadAttention,
  QAttention: qAttention,
  QEmbedLayerNormalization: qEmbedLayerNormalization,
  QuantizeLinear: quantizeLinear,
  QuickGelu: quickGelu,
  RotaryEmbedding: rotaryOfMicrosoft,
  SimplifiedLayerNormalization: rmsNormalization,
  SkipLayerNormalization: skipLayerNormalization,
  SkipSimplifiedLayerNormalization: skipRmsNormalization,
  Trilu: trilu,
};
