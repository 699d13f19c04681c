import {
  Dilation2D,
  type Dilation2DAttrs,
  Dilation2DBackpropFilter,
  Dilation2DBackpropInput,
  engine,
  type NamedAttrMap,
  type Tensor,
} from '@tensorflow/tfjs-core';
import { defineGradient } from '../define';

/** Morphological dilation, by the backend's own kernels. */
export const dilation2dGradient = defineGradient<Dilation2DAttrs>({
  kernelName: Dilation2D,
  inputsToSave: ['x', 'filter'],
  gradFunc: (dy, [x, filter], attributes) => {
    const run = (kernelName: string) => () =>
      engine().runKernel(kernelName, { x, filter, dy }, attributes as unknown as NamedAttrMap) as Tensor;
    return { x: run(Dilation2DBackpropInput), filter: run(Dilation2DBackpropFilter) };
  },
});
