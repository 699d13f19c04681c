import { Add } from '@tensorflow/tfjs-core';
import { binary } from '../define';

/** d(a + b): dy for both. */
export const addGradient = binary(
  Add,
  (dy) => dy,
  (dy) => dy,
);
