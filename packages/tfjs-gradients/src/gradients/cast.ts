import { Cast, clone } from '@tensorflow/tfjs-core';
import { defineGradient, float } from '../define';

/** The gradient goes through a change of data type as it is, in float32. */
export const castGradient = defineGradient({ kernelName: Cast, gradFunc: (dy) => ({ x: () => clone(float(dy)) }) });
