import { clone, Identity } from '@tensorflow/tfjs-core';
import { defineGradient } from '../define';

/** The gradient of a copy is a copy of the gradient. */
export const identityGradient = defineGradient({ kernelName: Identity, gradFunc: (dy) => ({ x: () => clone(dy) }) });
