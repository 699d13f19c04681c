import {
  backend_util,
  Dilation2D,
  type Dilation2DAttrs,
  Dilation2DBackpropFilter,
  Dilation2DBackpropInput,
  util,
} from '@tensorflow/tfjs-core';
import type { KernelCall, KernelFix } from './kernel-fix';

/** Called for each element of the output with the places of its maximum in the image and in the filter. */
type Visit = (output: number, image: number, filter: number) => void;

type Shape4D = [number, number, number, number];

/** Finds the maxima of a morphological dilation; of equal sums, the first is the maximum. */
function visitMaxima(x: Float32Array, filter: Float32Array, info: backend_util.Conv2DInfo, visit: Visit): void {
  const { inHeight, inWidth, outHeight, outWidth, inChannels, filterHeight, filterWidth } = info;
  for (let output = 0; output < info.batchSize * outHeight * outWidth * inChannels; output++) {
    const channel = output % inChannels;
    const column = Math.floor(output / inChannels) % outWidth;
    const row = Math.floor(output / (inChannels * outWidth)) % outHeight;
    const sample = Math.floor(output / (inChannels * outWidth * outHeight));
    let largest = Number.NEGATIVE_INFINITY;
    let [atImage, atFilter] = [0, 0];
    for (let cell = 0; cell < filterHeight * filterWidth; cell++) {
      const y = row * info.strideHeight - info.padInfo.top + Math.floor(cell / filterWidth) * info.dilationHeight;
      const z = column * info.strideWidth - info.padInfo.left + (cell % filterWidth) * info.dilationWidth;
      if (y < 0 || y >= inHeight || z < 0 || z >= inWidth) continue;
      const image = ((sample * inHeight + y) * inWidth + z) * inChannels + channel;
      const sum = x[image] + filter[cell * inChannels + channel];
      if (sum > largest) [largest, atImage, atFilter] = [sum, image, cell * inChannels + channel];
    }
    visit(output, atImage, atFilter);
  }
}

/** A kernel of dilation: `target` names the input that the result is shaped like; without one, it is the output. */
/* @__NO_SIDE_EFFECTS__ */
function dilation(kernelName: string, target?: 'x' | 'filter'): KernelFix {
  const kernel = ({ inputs, attrs, backend }: KernelCall) => {
    const { strides, pad, dilations } = attrs as unknown as Dilation2DAttrs;
    const [image, cells] = [inputs.x.shape as Shape4D, inputs.filter.shape as [number, number, number]];
    const info = backend_util.computeDilation2DInfo(image, cells, strides, pad, 'NHWC', dilations);
    const read = (name: string) => backend.readSync(inputs[name].dataId) as Float32Array;
    const [x, filter] = [read('x'), read('filter')];
    const shape = target ? inputs[target].shape : info.outShape;
    const values = new Float32Array(util.sizeFromShape(shape));
    if (target) {
      const dy = read('dy');
      visitMaxima(x, filter, info, (at, pixel, cell) => {
        values[target === 'x' ? pixel : cell] += dy[at];
      });
    } else {
      visitMaxima(x, filter, info, (at, pixel, cell) => {
        values[at] = x[pixel] + filter[cell];
      });
    }
    return { dataId: backend.write(values, shape, 'float32'), shape, dtype: 'float32' as const };
  };
  return { name: 'dilation', kernelName, backends: ['wasm'], make: () => kernel };
}

/** Dilation on the wasm backend takes 1e-38 for the maximum where all sums are negative. */
export const dilationFixes: KernelFix[] = [
  dilation(Dilation2D),
  dilation(Dilation2DBackpropInput, 'x'),
  dilation(Dilation2DBackpropFilter, 'filter'),
];
