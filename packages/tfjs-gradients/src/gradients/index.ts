import type { GradConfig } from '@tensorflow/tfjs-core';
import { absGradient } from './abs';
import { acosGradient } from './acos';
import { acoshGradient } from './acosh';
import { addGradient } from './add';
import { addNGradient } from './add-n';
import { asinGradient } from './asin';
import { asinhGradient } from './asinh';
import { atanGradient } from './atan';
import { atan2Gradient } from './atan2';
import { atanhGradient } from './atanh';
import { avgPoolGradient } from './avg-pool';
import { avgPool3dGradient } from './avg-pool-3d';
import { batchMatMulGradient } from './batch-mat-mul';
import { batchToSpaceNDGradient } from './batch-to-space-nd';
import { castGradient } from './cast';
import { clipByValueGradient } from './clip-by-value';
import { concatGradient } from './concat';
import { conv2dGradient } from './conv2d';
import { conv2dBackpropInputGradient } from './conv2d-backprop-input';
import { conv3dGradient } from './conv3d';
import { cosGradient } from './cos';
import { coshGradient } from './cosh';
import { cumsumGradient } from './cumsum';
import { depthToSpaceGradient } from './depth-to-space';
import { depthwiseConv2dNativeGradient } from './depthwise-conv2d-native';
import { diagGradient } from './diag';
import { dilation2dGradient } from './dilation2d';
import { einsumGradient } from './einsum';
import { eluGradient } from './elu';
import { erfGradient } from './erf';
import { expGradient } from './exp';
import { expandDimsGradient } from './expand-dims';
import { expm1Gradient } from './expm1';
import { flipLeftRightGradient } from './flip-left-right';
import { floorDivGradient } from './floor-div';
import { fusedBatchNormGradient } from './fused-batch-norm';
import { fusedConv2dGradient } from './fused-conv2d';
import { fusedDepthwiseConv2dGradient } from './fused-depthwise-conv2d';
import { fusedMatMulGradient } from './fused-mat-mul';
import { gatherNdGradient } from './gather-nd';
import { gatherV2Gradient } from './gather-v2';
import { identityGradient } from './identity';
import { leakyReluGradient } from './leaky-relu';
import { logGradient } from './log';
import { logSoftmaxGradient } from './log-softmax';
import { log1pGradient } from './log1p';
import { lrnGradient } from './lrn';
import { maxGradient } from './max';
import { maxPoolGradient } from './max-pool';
import { maxPool3dGradient } from './max-pool-3d';
import { maximumGradient } from './maximum';
import { meanGradient } from './mean';
import { minGradient } from './min';
import { minimumGradient } from './minimum';
import { mirrorPadGradient } from './mirror-pad';
import { modGradient } from './mod';
import { multiplyGradient } from './multiply';
import { negGradient } from './neg';
import { packGradient } from './pack';
import { padV2Gradient } from './pad-v2';
import { piecewiseConstantGradients } from './piecewise-constant';
import { powGradient } from './pow';
import { preluGradient } from './prelu';
import { prodGradient } from './prod';
import { realDivGradient } from './real-div';
import { reciprocalGradient } from './reciprocal';
import { reluGradient } from './relu';
import { relu6Gradient } from './relu6';
import { reshapeGradient } from './reshape';
import { resizeBilinearGradient } from './resize-bilinear';
import { resizeNearestNeighborGradient } from './resize-nearest-neighbor';
import { reverseGradient } from './reverse';
import { rsqrtGradient } from './rsqrt';
import { scatterNdGradient } from './scatter-nd';
import { selectGradient } from './select';
import { seluGradient } from './selu';
import { sigmoidGradient } from './sigmoid';
import { sinGradient } from './sin';
import { sinhGradient } from './sinh';
import { sliceGradient } from './slice';
import { softmaxGradient } from './softmax';
import { softplusGradient } from './softplus';
import { spaceToBatchNDGradient } from './space-to-batch-nd';
import { splitVGradient } from './split-v';
import { sqrtGradient } from './sqrt';
import { squareGradient } from './square';
import { squaredDifferenceGradient } from './squared-difference';
import { stridedSliceGradient } from './strided-slice';
import { subGradient } from './sub';
import { sumGradient } from './sum';
import { tanGradient } from './tan';
import { tanhGradient } from './tanh';
import { tensorScatterUpdateGradient } from './tensor-scatter-update';
import { tileGradient } from './tile';
import { topKGradient } from './top-k';
import { transposeGradient } from './transpose';
import { unpackGradient } from './unpack';
import { unsortedSegmentSumGradient } from './unsorted-segment-sum';

/** Gradients that stock tfjs computes wrongly (zero times infinity among them), not on every backend or not for every shape, or very slowly: always used. */
export const correctedGradients: GradConfig[] = [
  absGradient,
  acosGradient,
  acoshGradient,
  asinGradient,
  atan2Gradient,
  atanhGradient,
  avgPool3dGradient,
  avgPoolGradient,
  batchMatMulGradient,
  clipByValueGradient,
  conv2dBackpropInputGradient,
  conv2dGradient,
  conv3dGradient,
  cumsumGradient,
  depthwiseConv2dNativeGradient,
  floorDivGradient,
  fusedBatchNormGradient,
  fusedConv2dGradient,
  fusedDepthwiseConv2dGradient,
  fusedMatMulGradient,
  gatherV2Gradient,
  log1pGradient,
  logGradient,
  maxGradient,
  maxPool3dGradient,
  maxPoolGradient,
  maximumGradient,
  minGradient,
  minimumGradient,
  mirrorPadGradient,
  powGradient,
  prodGradient,
  realDivGradient,
  reciprocalGradient,
  relu6Gradient,
  resizeBilinearGradient,
  resizeNearestNeighborGradient,
  rsqrtGradient,
  splitVGradient,
  sqrtGradient,
  squaredDifferenceGradient,
  tileGradient,
  unpackGradient,
];

/** Gradients that are right in stock tfjs or missing there: registered where a program has none, as with tfjs-core alone. */
export const completingGradients: GradConfig[] = [
  addGradient,
  addNGradient,
  asinhGradient,
  atanGradient,
  batchToSpaceNDGradient,
  castGradient,
  concatGradient,
  cosGradient,
  coshGradient,
  depthToSpaceGradient,
  diagGradient,
  dilation2dGradient,
  einsumGradient,
  eluGradient,
  erfGradient,
  expGradient,
  expandDimsGradient,
  expm1Gradient,
  flipLeftRightGradient,
  gatherNdGradient,
  identityGradient,
  leakyReluGradient,
  logSoftmaxGradient,
  lrnGradient,
  meanGradient,
  modGradient,
  multiplyGradient,
  negGradient,
  packGradient,
  padV2Gradient,
  ...piecewiseConstantGradients,
  preluGradient,
  reluGradient,
  reshapeGradient,
  reverseGradient,
  scatterNdGradient,
  selectGradient,
  seluGradient,
  sigmoidGradient,
  sinGradient,
  sinhGradient,
  sliceGradient,
  softmaxGradient,
  softplusGradient,
  spaceToBatchNDGradient,
  squareGradient,
  stridedSliceGradient,
  subGradient,
  sumGradient,
  tanGradient,
  tanhGradient,
  tensorScatterUpdateGradient,
  topKGradient,
  transposeGradient,
  unsortedSegmentSumGradient,
];
