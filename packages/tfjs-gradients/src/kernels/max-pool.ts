import { MaxPool3D, MaxPool3DGrad, MaxPoolGrad, type TensorInfo } from '@tensorflow/tfjs-core';
import type { WindowAxis } from '../convolution/axis';
import { poolingAxes, type WindowAttributes } from '../convolution/window-axes';
import { firstWinsBackends } from '../first-wins-backends';
import type { KernelCall, KernelFix } from './kernel-fix';
import { largestPlaces } from './largest-places';

const oneLayer: WindowAxis = { input: 1, output: 1, kernel: 1, stride: 1, dilation: 1, before: 0 };

/** The axes of a pooling, depth, height and width; that of an image has a depth of one. */
function poolAxes({ shape }: TensorInfo, { attrs }: KernelCall): WindowAxis[] {
  const axes = poolingAxes(shape, attrs as unknown as WindowAttributes);
  return shape.length === 5 ? axes : [oneLayer, ...axes];
}

/** Calls back for each image of a batch with the places of its largest cells. */
function eachImage(
  x: TensorInfo,
  call: KernelCall,
  visit: (places: Int32Array, image: Float32Array, index: number) => void,
): WindowAxis[] {
  const axes = poolAxes(x, call);
  const values = call.backend.readSync(x.dataId) as Float32Array;
  const [batch, channels] = [x.shape[0], x.shape[x.shape.length - 1]];
  const size = values.length / batch;
  for (let index = 0; index < batch; index++) {
    const image = values.subarray(index * size, (index + 1) * size);
    visit(largestPlaces(image, axes, channels), image, index);
  }
  return axes;
}

function write({ backend }: KernelCall, values: Float32Array, shape: number[]): TensorInfo {
  return { dataId: backend.write(values, shape, 'float32'), shape, dtype: 'float32' };
}

/** Each largest cell gets the gradient of its window. */
function maxPoolGrad(call: KernelCall): TensorInfo {
  const { dy, input } = call.inputs;
  const weights = call.backend.readSync(dy.dataId) as Float32Array;
  const gradient = new Float32Array(input.shape.reduce((size, length) => size * length, 1));
  eachImage(input, call, (places, image, index) => {
    for (let window = 0; window < places.length; window++) {
      if (places[window] >= 0) {
        gradient[index * image.length + places[window]] += weights[index * places.length + window];
      }
    }
  });
  return write(call, gradient, input.shape);
}

/** Each window gives its largest cell. */
function maxPool3D(call: KernelCall): TensorInfo {
  const { x } = call.inputs;
  const largest: Float32Array[] = [];
  const axes = eachImage(x, call, (places, image) => {
    largest.push(Float32Array.from(places, (place) => image[place]));
  });
  const shape = [x.shape[0], ...axes.map(({ output }) => output), x.shape[4]];
  const values = new Float32Array(shape.reduce((size, length) => size * length, 1));
  largest.forEach((image, index) => {
    values.set(image, index * image.length);
  });
  return write(call, values, shape);
}

/**
 * The wasm backend's own gradients, and the 3-D one of the cpu backend, give all to the last of the largest cells; the
 * 2-D one of the cpu backend gives all to the first, but takes ten times as long. The 3-D maximum of negative numbers
 * on wasm is 1e-38.
 */
export const maxPoolFixes: KernelFix[] = [
  { name: 'first-wins', kernelName: MaxPoolGrad, backends: firstWinsBackends, make: () => maxPoolGrad },
  { name: 'first-wins', kernelName: MaxPool3DGrad, backends: firstWinsBackends, make: () => maxPoolGrad },
  { name: 'negative-maximum', kernelName: MaxPool3D, backends: ['wasm'], make: () => maxPool3D },
];
