/** One axis of a convolution, written out for the tests. */
export interface Axis {
  input: number;
  kernel: number;
  stride: number;
  dilation: number;
  padding: 'same' | 'valid' | [before: number, after: number];
}

/** The output length and the padding before the first cell. */
export function resolve({ input, kernel, stride, dilation, padding }: Axis): { output: number; before: number } {
  const span = (kernel - 1) * dilation + 1;
  if (padding === 'same') {
    const output = Math.ceil(input / stride);
    return { output, before: Math.floor(Math.max(0, (output - 1) * stride + span - input) / 2) };
  }
  const [before, after] = padding === 'valid' ? [0, 0] : padding;
  return { output: Math.floor((input + before + after - span) / stride) + 1, before };
}

/** Numbers of a 2-D convolution, in float64. */
export interface Naive {
  y: Float64Array;
  dx: Float64Array;
  dw: Float64Array;
}

/** Sizes besides the axes. */
export interface Sizes {
  batch: number;
  inputs: number;
  outputs: number;
}

/**
 * A 2-D convolution and its gradients for the cotangent dy, by the definition: six nested loops in float64. Depthwise:
 * `outputs` is the channel multiplier, and the filter is [height, width, inputs, outputs] as well.
 */
export function naiveConvolution(
  x: ArrayLike<number>,
  w: ArrayLike<number>,
  dyAt: (index: number) => number,
  [vertical, horizontal]: [Axis, Axis],
  { batch, inputs, outputs }: Sizes,
  depthwise: boolean,
): Naive {
  const [rows, columns] = [resolve(vertical), resolve(horizontal)];
  const channels = depthwise ? inputs * outputs : outputs;
  const y = new Float64Array(batch * rows.output * columns.output * channels);
  const dx = new Float64Array(x.length);
  const dw = new Float64Array(w.length);
  for (let b = 0; b < batch; b++) {
    for (let oy = 0; oy < rows.output; oy++) {
      for (let ox = 0; ox < columns.output; ox++) {
        for (let ky = 0; ky < vertical.kernel; ky++) {
          for (let kx = 0; kx < horizontal.kernel; kx++) {
            const iy = oy * vertical.stride + ky * vertical.dilation - rows.before;
            const ix = ox * horizontal.stride + kx * horizontal.dilation - columns.before;
            if (iy < 0 || ix < 0 || iy >= vertical.input || ix >= horizontal.input) {
              continue;
            }
            for (let pair = 0; pair < inputs * outputs; pair++) {
              const [ci, co] = [Math.floor(pair / outputs), pair % outputs];
              const xAt = ((b * vertical.input + iy) * horizontal.input + ix) * inputs + ci;
              const wAt = ((ky * horizontal.kernel + kx) * inputs + ci) * outputs + co;
              const yAt = ((b * rows.output + oy) * columns.output + ox) * channels + (depthwise ? pair : co);
              y[yAt] += x[xAt] * w[wAt];
              dx[xAt] += dyAt(yAt) * w[wAt];
              dw[wAt] += dyAt(yAt) * x[xAt];
            }
          }
        }
      }
    }
  }
  return { y, dx, dw };
}
