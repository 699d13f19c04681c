import { composedKernels } from './composed';
import { explicitPaddingFixes } from './explicit-padding';
import type { KernelFix } from './kernel-fix';
import { maxPoolGradFixes } from './max-pool-grad';
import { noteAttributes } from './note-attributes';
import { shareData } from './share-data';
import { unsortedSegmentSumFix } from './unsorted-segment-sum';

/** Every kernel that is corrected or added, by backend. */
export const kernelFixes: KernelFix[] = [
  ...noteAttributes,
  ...explicitPaddingFixes,
  ...shareData,
  ...maxPoolGradFixes,
  ...composedKernels,
  unsortedSegmentSumFix,
];
