import type { WindowAxis } from '../convolution/axis';

/** The range of a window inside the image, along one axis. */
function inside({ input, kernel, stride, before }: WindowAxis, index: number): [begin: number, end: number] {
  const begin = index * stride - before;
  return [Math.max(0, begin), Math.min(input, begin + kernel)];
}

/**
 * Where each window of one image [depth, height, width, channels] has its first largest cell, in row-major order.
 *
 * @returns places in the image, [outDepth, outHeight, outWidth, channels]; -1 where a window is all padding
 */
export function largestPlaces(image: Float32Array, axes: WindowAxis[], channels: number): Int32Array {
  const [depth, height, width] = axes;
  const places = new Int32Array(depth.output * height.output * width.output * channels);
  const cells = new Int32Array(depth.kernel * height.kernel * width.kernel); // of the present window, in the image
  let out = 0;
  for (let d = 0; d < depth.output; d++) {
    const [depthBegin, depthEnd] = inside(depth, d);
    for (let h = 0; h < height.output; h++) {
      const [heightBegin, heightEnd] = inside(height, h);
      for (let w = 0; w < width.output; w++, out += channels) {
        const [widthBegin, widthEnd] = inside(width, w);
        let count = 0;
        for (let i = depthBegin; i < depthEnd; i++) {
          for (let j = heightBegin; j < heightEnd; j++) {
            const row = (i * height.input + j) * width.input;
            for (let k = widthBegin; k < widthEnd; k++) {
              cells[count++] = (row + k) * channels;
            }
          }
        }
        findLargest(image, cells.subarray(0, count), places.subarray(out, out + channels));
      }
    }
  }
  return places;
}

/** The first largest of the cells, in each channel. */
function findLargest(image: Float32Array, cells: Int32Array, places: Int32Array): void {
  if (cells.length === 0) {
    places.fill(-1);
    return;
  }
  const [first] = cells;
  for (let channel = 0; channel < places.length; channel++) {
    let place = first + channel;
    let largest = image[place];
    for (let index = 1; index < cells.length; index++) {
      const value = image[cells[index] + channel];
      if (value > largest) {
        largest = value;
        place = cells[index] + channel;
      }
    }
    places[channel] = place;
  }
}
