import type { Operator } from '../operator';
import { centerCropPad } from './center-crop-pad';
import { col2Im } from './col2im';
import { compress } from './compress';
import { concat } from './concat';
import { gather } from './gather';
import { gatherElements } from './gather-elements';
import { gatherNd } from './gather-nd';
import { nonZero } from './non-zero';
import { oneHot } from './one-hot';
import { pad } from './pad';
import { reverseSequence } from './reverse-sequence';
import { scatterElements } from './scatter-elements';
import { scatterNd } from './scatter-nd';
import { slice } from './slice';
import { split } from './split';
import { trilu } from './trilu';

/** Parts of tensors, and tensors made of parts. */
export const selections: Readonly<Record<string, Operator>> = {
  CenterCropPad: centerCropPad,
  Col2Im: col2Im,
  Compress: compress,
  Concat: concat,
  Gather: gather,
  GatherElements: gatherElements,
  GatherND: gatherNd,
  NonZero: nonZero,
  OneHot: oneHot,
  Pad: pad,
  ReverseSequence: reverseSequence,
  Scatter: scatterElements,
  ScatterElements: scatterElements,
  ScatterND: scatterNd,
  Slice: slice,
  Split: split,
  Trilu: trilu,
};
