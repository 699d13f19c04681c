import {
  backend_util,
  MaxPool3DGrad,
  type MaxPool3DGradAttrs,
  MaxPoolGrad,
  type MaxPoolGradAttrs,
} from '@tensorflow/tfjs-core';
import { axes2d, axes3d, type WindowAxis } from '../convolution/axis';
import type { KernelCall, KernelFix } from './kernel-fix';

/** The backends on which the kernel of the gradient gives all to the first of the largest cells. */
export const firstWinsBackends = ['cpu', 'wasm'];

/** The range of a window inside the image, along one axis. */
function inside({ input, kernel, stride, before }: WindowAxis, index: number): [begin: number, end: number] {
  const begin = index * stride - before;
  return [Math.max(0, begin), Math.min(input, begin + kernel)];
}

/** The gradient of one image [depth, height, width, channels], added to `dx`. */
function addImage(dy: Float32Array, x: Float32Array, dx: Float32Array, axes: WindowAxis[], channels: number): void {
  const [depth, height, width] = axes;
  const largest = new Float32Array(channels);
  const places = new Int32Array(channels);
  let out = 0;
  for (let d = 0; d < depth.output; d++) {
    const [depthBegin, depthEnd] = inside(depth, d);
    for (let h = 0; h < height.output; h++) {
      const [heightBegin, heightEnd] = inside(height, h);
      for (let w = 0; w < width.output; w++) {
        const [widthBegin, widthEnd] = inside(width, w);
        places.fill(-1);
        for (let i = depthBegin; i < depthEnd; i++) {
          for (let j = heightBegin; j < heightEnd; j++) {
            const row = (i * height.input + j) * width.input;
            for (let cell = (row + widthBegin) * channels; cell < (row + widthEnd) * channels; cell += channels) {
              for (let channel = 0; channel < channels; channel++) {
                const value = x[cell + channel];
                if (value > largest[channel] || places[channel] < 0) {
                  largest[channel] = value;
                  places[channel] = cell + channel;
                }
              }
            }
          }
        }
        for (let channel = 0; channel < channels; channel++) {
          dx[places[channel]] += dy[out++];
        }
      }
    }
  }
}

/** The kernel for images of two or three axes. */
function maxPoolGrad({ inputs: { dy, input }, backend }: KernelCall, axes: WindowAxis[]) {
  const [dyValues, values] = [dy, input].map(({ dataId }) => backend.readSync(dataId) as Float32Array);
  const gradient = new Float32Array(values.length);
  const batch = input.shape[0];
  const part = (array: Float32Array, index: number) =>
    array.subarray((index * array.length) / batch, ((index + 1) * array.length) / batch);
  for (let index = 0; index < batch; index++) {
    addImage(part(dyValues, index), part(values, index), part(gradient, index), axes, input.shape.at(-1)!);
  }
  return { dataId: backend.write(gradient, input.shape, 'float32'), shape: input.shape, dtype: 'float32' as const };
}

const oneLayer: WindowAxis = { input: 1, output: 1, kernel: 1, stride: 1, dilation: 1, before: 0 };

/** The wasm backend's own kernels give all to the last of the largest cells, and are slow. */
export const maxPoolGradFixes: KernelFix[] = [
  {
    name: 'first-wins',
    kernelName: MaxPoolGrad,
    backends: ['wasm'],
    make: () => (call) => {
      const { filterSize, strides, pad, dimRoundingMode } = call.attrs as unknown as MaxPoolGradAttrs;
      const shape = call.inputs.input.shape as [number, number, number, number];
      const info = backend_util.computePool2DInfo(shape, filterSize, strides, 1, pad, dimRoundingMode);
      return maxPoolGrad(call, [oneLayer, ...axes2d(info)]);
    },
  },
  {
    name: 'first-wins',
    kernelName: MaxPool3DGrad,
    backends: ['wasm'],
    make: () => (call) => {
      const { filterSize, strides, pad, dimRoundingMode } = call.attrs as unknown as MaxPool3DGradAttrs;
      const shape = call.inputs.input.shape as [number, number, number, number, number];
      const info = backend_util.computePool3DInfo(shape, filterSize, strides, 1, pad, dimRoundingMode);
      return maxPoolGrad(call, axes3d(info));
    },
  },
];
