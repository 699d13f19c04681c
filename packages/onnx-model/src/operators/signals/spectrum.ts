import { matMul, reshape, slice, type Tensor, transpose } from '@tensorflow/tfjs-core';
import { reserve } from '../values/allowance';
import { HostValue } from '../values/host-value';
import { identity, inverse } from '../values/permute';

/** Which numbers a discrete Fourier transform gives. */
export interface Transform {
  /** Over how many places, of which those beyond the input are zeros. */
  readonly length: number;
  /** How many frequencies, from 0 on. */
  readonly bins: number;
  readonly isInverse: boolean;
}

/**
 * The discrete Fourier transform along an axis, as a product with a matrix of cosines and sines.
 *
 * @param x real numbers `[..., 1]` or complex ones `[..., 2]`
 * @returns complex numbers `[..., 2]`, with the frequencies along the axis
 */
export function spectrum(x: Tensor, axis: number, transform: Transform): Tensor {
  const parts = x.shape[x.rank - 1];
  const places = Math.min(x.shape[axis], transform.length);
  const within = slice(
    x,
    x.shape.map(() => 0),
    x.shape.with(axis, places),
  );
  const others = identity(x.rank - 1).filter((one) => one !== axis);
  const order = [...others, x.rank - 1, axis];
  const rows = reshape(transpose(within, order), [-1, parts * places]);
  const product = matMul(rows, matrixOf(parts, places, transform));
  const apart = reshape(product, [...others.map((one) => x.shape[one]), 2, transform.bins]);
  return transpose(apart, inverse(order));
}

/** From the parts of each place `[parts * places]` to those of each frequency `[2 * bins]`. */
function matrixOf(parts: number, places: number, { length, bins, isInverse }: Transform): Tensor {
  reserve([parts * places, 2 * bins]);
  const [turn, scale] = isInverse ? [1, 1 / length] : [-1, 1];
  const matrix = new Float32Array(parts * places * 2 * bins);
  for (let place = 0; place < places; place++) {
    for (let bin = 0; bin < bins; bin++) {
      const angle = (turn * 2 * Math.PI * ((place * bin) % length)) / length;
      const [cos, sin] = [scale * Math.cos(angle), scale * Math.sin(angle)];
      const real = place * 2 * bins + bin;
      matrix[real] = cos;
      matrix[real + bins] = sin;
      if (parts === 1) continue;
      const imaginary = real + places * 2 * bins;
      matrix[imaginary] = -sin;
      matrix[imaginary + bins] = cos;
    }
  }
  return new HostValue('float32', [parts * places, 2 * bins], matrix).tensor;
}
