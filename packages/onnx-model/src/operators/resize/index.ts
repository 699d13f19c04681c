import type { Operator } from '../operator';
import { resize, upsample } from './resize';

/** Interpolations. */
export const interpolations: Readonly<Record<string, Operator>> = { Resize: resize, Upsample: upsample };
