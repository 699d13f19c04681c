import { PadV2, type PadV2Attrs, slice } from '@tensorflow/tfjs-core';
import { defineGradient } from '../define';

/** The part of the gradient that belongs to the input, without the padding. */
export const padV2Gradient = defineGradient<PadV2Attrs>({
  kernelName: PadV2,
  inputsToSave: ['x'],
  gradFunc: (dy, [x], { paddings }) => ({
    x: () =>
      slice(
        dy,
        paddings.map(([before]) => before),
        x.shape,
      ),
  }),
});
