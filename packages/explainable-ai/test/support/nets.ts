import {
  add,
  avgPool,
  conv2d,
  matMul,
  maxPool,
  mul,
  relu,
  reshape,
  type Tensor,
  type Tensor2D,
  type Tensor4D,
} from '@tensorflow/tfjs-core';
import { randomTensor } from './tensors';

/** What a random net is made by. */
export interface NetOptions {
  readonly seed?: number;
  /** The units of the layers of a perceptron, from the hidden ones to the outputs. */
  readonly units?: readonly number[];
  /** The size of the biases. */
  readonly bias?: number;
  readonly activation?: (x: Tensor) => Tensor;
}

/** A net is a function: its weights are made anew at each call, always the same, and freed by the surrounding `tidy`. */
export type Net = (input: Tensor) => Tensor;

/** A random perceptron on `[batch, features]`. */
export function perceptron({ seed = 1, units = [8, 6, 3], bias = 0, activation = relu }: NetOptions = {}): Net {
  return (input) =>
    units.reduce((x: Tensor, width, index) => {
      const y = dense(x, width, bias, seed * 100 + index);
      return index === units.length - 1 ? y : activation(y);
    }, input);
}

/** A random net of convolutions, a residual branch and pooling, from images `[batch, 8, 8, 2]` to 3 classes. */
export function convolutional({ seed = 1, bias = 0, activation = relu }: NetOptions = {}): Net {
  return (input) => {
    const first = activation(convolution(input, 4, bias, seed * 100));
    const pooled = maxPool(first as Tensor4D, 2, 2, 'same');
    const residual = add(pooled, activation(convolution(pooled, 4, bias, seed * 100 + 10)));
    const averaged = avgPool(residual as Tensor4D, 2, 2, 'same');
    return dense(reshape(averaged, [input.shape[0], -1]), 3, bias, seed * 100 + 20);
  };
}

function dense(x: Tensor, units: number, bias: number, seed: number): Tensor {
  const inputs = x.shape[1] as number;
  const kernel = mul(randomTensor([inputs, units], seed), 1 / Math.sqrt(inputs));
  return add(matMul(x as Tensor2D, kernel as Tensor2D), mul(randomTensor([units], seed + 50), bias));
}

function convolution(x: Tensor, filters: number, bias: number, seed: number): Tensor {
  const channels = x.shape[3] as number;
  const kernel = mul(randomTensor([3, 3, channels, filters], seed), 1 / Math.sqrt(9 * channels));
  return add(conv2d(x as Tensor4D, kernel as Tensor4D, 1, 'same'), mul(randomTensor([filters], seed + 50), bias));
}
