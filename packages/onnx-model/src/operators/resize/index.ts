import type { Operator } from '../operator';
import { gridSample } from './grid-sample';
import { resize, upsample } from './resize';

/** Interpolations. */
export const interpolations: Readonly<Record<string, Operator>> = {
  GridSample: gridSample,
  Resize: resize,
  Upsample: upsample,
};
