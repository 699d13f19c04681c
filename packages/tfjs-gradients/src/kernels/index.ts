import { batchNormFix } from './batch-norm';
import { castNumbers } from './cast-numbers';
import { choiceFix } from './choice';
import { completeInputs } from './complete-inputs';
import { composedKernels } from './composed';
import { dilationFixes } from './dilation';
import { einsumFix } from './einsum';
import { explicitPadding } from './explicit-padding';
import type { KernelFix } from './kernel-fix';
import { maxPoolFixes } from './max-pool';
import { noteAttributes } from './note-attributes';
import { numberedStrings } from './numbered-strings';
import { oneHotFix } from './one-hot';
import { productShapes } from './product-shapes';
import { shareData } from './share-data';
import { transposedFactors } from './transposed-factors';
import { unsortedSegmentSumFix } from './unsorted-segment-sum';
import { wholeNumbers } from './whole-numbers';

/** Every kernel that is corrected or added, by backend. */
export const kernelFixes: KernelFix[] = [
  ...productShapes,
  transposedFactors,
  ...noteAttributes,
  batchNormFix,
  castNumbers,
  choiceFix,
  completeInputs,
  ...explicitPadding,
  ...shareData,
  ...maxPoolFixes,
  ...composedKernels,
  ...numberedStrings,
  ...dilationFixes,
  einsumFix,
  oneHotFix,
  unsortedSegmentSumFix,
  ...wholeNumbers,
];
