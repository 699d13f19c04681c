import { FloorDiv } from '@tensorflow/tfjs-core';
import { piecewiseConstant } from './piecewise-constant';

/** floor(a / b) only jumps: zero, where stock tfjs gives the gradient of a / b. */
export const floorDivGradient = piecewiseConstant(FloorDiv, 'a', 'b');
