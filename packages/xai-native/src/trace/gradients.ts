import {
  engine,
  type GradConfig,
  MaxPool,
  MaxPool3D,
  MaxPool3DGrad,
  MaxPoolGrad,
  type Tensor,
} from '@tensorflow/tfjs-core';

/** The gradient of a maximum pooling, by one kernel. */
function maxPoolGradient(kernelName: string, gradientName: string): GradConfig {
  return {
    kernelName,
    inputsToSave: ['x'],
    outputsToSave: [true],
    gradFunc: (dy, [input, output], attributes) => ({
      x: () => engine().runKernel(gradientName, { dy: dy as Tensor, input, output }, attributes) as Tensor,
    }),
  };
}

/** Gradients that a graph computes better than by the operations that they are composed of elsewhere. */
export const tracedGradients: GradConfig[] = [
  maxPoolGradient(MaxPool, MaxPoolGrad),
  maxPoolGradient(MaxPool3D, MaxPool3DGrad),
];
