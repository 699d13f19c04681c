import type { WindowAxis } from '../convolution/axis';

/** The range of a window inside the image, along one axis. */
function inside({ input, kernel, stride, before }: WindowAxis, index: number): [begin: number, end: number] {
  const begin = index * stride - before;
  return [Math.max(0, begin), Math.min(input, begin + kernel)];
}

/**
 * Where each window of one image [depth, height, width, channels] has its first largest cell, in row-major order.
 *
 * @returns places in the image, [outDepth, outHeight, outWidth, channels]
 */
export function largestPlaces(image: Float32Array, axes: WindowAxis[], channels: number): Int32Array {
  const [depth, height, width] = axes;
  const places = new Int32Array(depth.output * height.output * width.output * channels);
  let out = 0;
  for (let d = 0; d < depth.output; d++) {
    const [depthBegin, depthEnd] = inside(depth, d);
    for (let h = 0; h < height.output; h++) {
      const [heightBegin, heightEnd] = inside(height, h);
      for (let w = 0; w < width.output; w++, out += channels) {
        const [widthBegin, widthEnd] = inside(width, w);
        places.fill(-1, out, out + channels);
        for (let i = depthBegin; i < depthEnd; i++) {
          for (let j = heightBegin; j < heightEnd; j++) {
            const row = (i * height.input + j) * width.input;
            for (let cell = (row + widthBegin) * channels; cell < (row + widthEnd) * channels; cell += channels) {
              for (let channel = 0; channel < channels; channel++) {
                const best = places[out + channel];
                if (best < 0 || image[cell + channel] > image[best]) {
                  places[out + channel] = cell + channel;
                }
              }
            }
          }
        }
      }
    }
  }
  return places;
}
