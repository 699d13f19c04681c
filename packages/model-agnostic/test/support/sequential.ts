import { type Tensor, tensor2d } from '@tensorflow/tfjs-core';
import { numbersOf, type StoredArray } from './fixtures';

/** A model in a fixture. */
export interface StoredModel {
  readonly layers: readonly Layer[];
  readonly scalarOutput?: boolean;
}

// biome-ignore lint/suspicious/noExplicitAny: each layer has parameters of its own
type Layer = any;

interface Values {
  readonly shape: readonly number[];
  readonly data: Float64Array;
}

/** The model of a fixture on one sample, in float64. */
export function sequential({ layers }: StoredModel, shape: readonly number[]): (row: ArrayLike<number>) => number[] {
  const steps = layers.map(stepOf);
  return (row) =>
    Array.from(steps.reduce((x, step) => step(x), { shape, data: Float64Array.from(row) } as Values).data);
}

/** The model of a fixture, as a function of tensors. */
export function tensorModel(model: StoredModel, shape: readonly number[]): (input: Tensor) => Promise<Tensor> {
  const run = sequential(model, shape);
  return async (input) => {
    const values = await input.data();
    const size = values.length / input.shape[0];
    return tensor2d(Array.from({ length: input.shape[0] }, (_, i) => run(values.subarray(i * size, (i + 1) * size))));
  };
}

function stepOf(layer: Layer): (x: Values) => Values {
  switch (layer.op) {
    case 'flatten':
      return ({ data }) => ({ shape: [data.length], data });
    case 'affine':
      return ({ shape, data }) => ({ shape, data: data.map((value) => value * layer.mul + layer.add) });
    case 'relu':
      return each((value) => Math.max(0, value));
    case 'tanh':
      return each(Math.tanh);
    case 'sigmoid':
      return each((value) => 1 / (1 + Math.exp(-value)));
    case 'complement':
      return ({ data }) => ({ shape: [2], data: Float64Array.of(1 - data[0], data[0]) });
    case 'softmax':
      return ({ shape, data }) => {
        const largest = Math.max(...data);
        const powers = data.map((value) => Math.exp(value - largest));
        const sum = powers.reduce((total, value) => total + value, 0);
        return { shape, data: powers.map((value) => value / sum) };
      };
    case 'dense':
      return dense(numbersOf(layer.W), numbersOf(layer.b));
    case 'conv2d':
      return convolution(layer);
    case 'conv1d':
      return ({ shape: [time, channels], data }) => {
        const { W, stride = 1, pad = 0 } = layer;
        const wide = { shape: [1, time, channels], data };
        const stored = { ...W, shape: [1, ...W.shape] } as StoredArray;
        const { shape, data: result } = convolution({ ...layer, W: stored, stride: [1, stride], pad: [0, pad] })(wide);
        return { shape: shape.slice(1), data: result };
      };
    case 'maxpool2d':
      return maxPool(layer.size);
    case 'globalAvgPool':
      return global((values) => values.reduce((sum, value) => sum + value, 0) / values.length);
    case 'globalMaxPool':
      return global((values) => Math.max(...values));
    case 'poly':
      return ({ data }) => ({
        shape: [layer.outputs.length],
        data: Float64Array.from(layer.outputs, polynomial(data)),
      });
    default:
      throw new Error(`unknown layer ${layer.op}`);
  }
}

function each(f: (value: number) => number): (x: Values) => Values {
  return ({ shape, data }) => ({ shape, data: data.map(f) });
}

interface Term {
  readonly c: number;
  readonly e: [number, number][];
}

function polynomial(data: Float64Array): (terms: Term[]) => number {
  return (terms) => terms.reduce((sum, { c, e }) => sum + e.reduce((product, [i, p]) => product * data[i] ** p, c), 0);
}

function dense(weights: ArrayLike<number>, bias: ArrayLike<number>): (x: Values) => Values {
  return ({ data }) => {
    const result = Float64Array.from(bias);
    data.forEach((value, i) => {
      for (let o = 0; o < result.length; o++) result[o] += value * weights[i * result.length + o];
    });
    return { shape: [result.length], data: result };
  };
}

function convolution({ W, b, stride = 1, pad = 0 }: Layer): (x: Values) => Values {
  const [kernelHeight, kernelWidth, inputs, outputs] = W.shape;
  const weights = numbersOf(W);
  const bias = numbersOf(b);
  const [strideY, strideX] = [stride, stride].flat().slice(-2);
  const [padY, padX] = [pad, pad].flat().slice(-2);
  return ({ shape: [height, width], data }) => {
    const down = Math.floor((height + 2 * padY - kernelHeight) / strideY) + 1;
    const across = Math.floor((width + 2 * padX - kernelWidth) / strideX) + 1;
    const result = new Float64Array(down * across * outputs);
    for (let y = 0; y < down; y++) {
      for (let x = 0; x < across; x++) {
        const at = (y * across + x) * outputs;
        for (let o = 0; o < outputs; o++) result[at + o] = bias[o];
        for (let ky = 0; ky < kernelHeight; ky++) {
          for (let kx = 0; kx < kernelWidth; kx++) {
            const [row, column] = [y * strideY + ky - padY, x * strideX + kx - padX];
            if (row < 0 || row >= height || column < 0 || column >= width) continue;
            for (let i = 0; i < inputs; i++) {
              const value = data[(row * width + column) * inputs + i];
              const base = ((ky * kernelWidth + kx) * inputs + i) * outputs;
              for (let o = 0; o < outputs; o++) result[at + o] += value * weights[base + o];
            }
          }
        }
      }
    }
    return { shape: [down, across, outputs], data: result };
  };
}

function maxPool(size: number): (x: Values) => Values {
  return ({ shape: [height, width, channels], data }) => {
    const [down, across] = [Math.floor(height / size), Math.floor(width / size)];
    const result = new Float64Array(down * across * channels).fill(Number.NEGATIVE_INFINITY);
    for (let y = 0; y < down * size; y++) {
      for (let x = 0; x < across * size; x++) {
        for (let c = 0; c < channels; c++) {
          const at = (Math.floor(y / size) * across + Math.floor(x / size)) * channels + c;
          result[at] = Math.max(result[at], data[(y * width + x) * channels + c]);
        }
      }
    }
    return { shape: [down, across, channels], data: result };
  };
}

function global(reduce: (values: number[]) => number): (x: Values) => Values {
  return ({ shape, data }) => {
    const channels = shape[shape.length - 1];
    const result = Array.from({ length: channels }, (_, c) =>
      reduce(Array.from(data).filter((_, i) => i % channels === c)),
    );
    return { shape: [channels], data: Float64Array.from(result) };
  };
}
