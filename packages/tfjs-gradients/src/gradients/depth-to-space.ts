import { DepthToSpace, type DepthToSpaceAttrs } from '@tensorflow/tfjs-core';
import { fromChannelsLast, toChannelsLast } from '../arithmetic/channels-last';
import { spaceToDepth } from '../arithmetic/space-to-depth';
import { defineGradient } from '../define';

/** The blocks of the gradient, back in the channels. Stock tfjs has none. */
export const depthToSpaceGradient = defineGradient<DepthToSpaceAttrs>({
  kernelName: DepthToSpace,
  gradFunc: (dy, _, { blockSize, dataFormat }) => ({
    x: () => fromChannelsLast(spaceToDepth(toChannelsLast(dy, dataFormat), blockSize), dataFormat),
  }),
});
