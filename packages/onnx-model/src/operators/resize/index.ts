import type { Operator } from '../operator';
import { affineGrid } from './affine-grid';
import { gridSample } from './grid-sample';
import { resize, upsample } from './resize';

/** Interpolations. */
export const interpolations: Readonly<Record<string, Operator>> = {
  AffineGrid: affineGrid,
  GridSample: gridSample,
  Resize: resize,
  Upsample: upsample,
};
