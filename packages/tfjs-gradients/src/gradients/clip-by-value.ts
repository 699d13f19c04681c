import { ClipByValue, type ClipByValueAttrs, mul, step, sub } from '@tensorflow/tfjs-core';
import { elementwise } from '../define';

/** d clip(x) / dx = 1 where min <= x <= max, else 0; by `step`, which is fast on wasm. */
export const clipByValueGradient = elementwise<ClipByValueAttrs>(
  ClipByValue,
  (dy, x, { clipValueMin, clipValueMax }) => {
    const tooSmall = step(sub(clipValueMin, x));
    const tooLarge = step(sub(x, clipValueMax));
    return mul(dy, mul(sub(1, tooSmall), sub(1, tooLarge)));
  },
);
