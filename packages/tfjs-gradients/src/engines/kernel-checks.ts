import * as tf from '@tensorflow/tfjs-core';
import { differentiate } from '../differentiate';
import type { KernelCheck } from './kernel-check';

const image = (x: tf.Tensor) => x as tf.Tensor4D;
const gradient = (f: (x: tf.Tensor) => tf.Tensor, x: tf.Tensor) => differentiate(f, x).gradient;
const strided = (x: tf.Tensor, filter: tf.Tensor) => tf.conv2d(image(x), image(filter), 2, 'same');
const depthwise = (x: tf.Tensor, filter: tf.Tensor) => tf.depthwiseConv2d(image(x), image(filter), 1, 'same');
const normalized = (x: tf.Tensor, y: tf.Tensor) =>
  tf.batchNorm(x, y as tf.Tensor1D, tf.add(tf.square(y), 1) as tf.Tensor1D);
const slope = (x: tf.Tensor) => tf.relu6(tf.mul(tf.relu(x), 9));

/** What explanations are made of, on fixed numbers; `sums` are those of the cpu backend, whose kernels and gradients have tests of their own. */
export const kernelChecks: readonly KernelCheck[] = [
  {
    name: 'convolution',
    program: (x, filter) => tf.conv2d(image(x), image(filter), 1, 'same'),
    shapes: [
      [2, 9, 10, 3],
      [3, 3, 3, 8],
    ],
    sums: [82.810263, 63.433571],
  },
  {
    name: 'convolution with strides',
    program: strided,
    shapes: [
      [2, 9, 10, 5],
      [3, 2, 5, 6],
    ],
    sums: [17.11749, -40.51252],
  },
  {
    name: 'gradient of a convolution',
    program: (x, filter) => gradient((one) => tf.square(strided(one, filter)), x),
    shapes: [
      [2, 9, 10, 5],
      [3, 2, 5, 6],
    ],
    sums: [-98.265217, 408.02236],
  },
  {
    name: 'convolution by channel, and its gradient',
    program: (x, filter) => gradient((one) => tf.square(depthwise(one, filter)), x),
    shapes: [
      [2, 7, 6, 5],
      [3, 3, 5, 2],
    ],
    sums: [139.14558, 6.9738265],
  },
  {
    name: 'gradient of the largest of overlapping windows',
    program: (x) => gradient((one) => tf.square(tf.maxPool(image(one), 3, 2, 'same')), x),
    shapes: [[2, 7, 8, 5]],
    sums: [27.00068, 12.932701],
  },
  {
    name: 'gradient of means of windows',
    program: (x) => gradient((one) => tf.square(tf.avgPool(image(one), 3, 2, 'same')), x),
    shapes: [[2, 7, 8, 5]],
    sums: [0.32951772, -0.42527667],
  },
  {
    name: 'product of matrices',
    program: (x, y) => tf.matMul(x, y, false, true),
    shapes: [
      [7, 33],
      [5, 33],
    ],
    sums: [0.78349816, -2.3846751],
  },
  {
    name: 'products of matrices, and their gradient',
    program: (x, y) => gradient((one) => tf.square(tf.matMul(one, y, true)), x),
    shapes: [
      [3, 6, 5],
      [3, 6, 7],
    ],
    sums: [97.669709, 40.769427],
  },
  {
    name: 'softmax, and its gradient',
    program: (x) => gradient((one) => tf.square(tf.softmax(tf.mul(one, 5))), x),
    shapes: [[4, 37]],
    sums: [0.055889575, 0.15897558],
  },
  {
    name: 'normalization',
    program: (x, y) => gradient((one) => tf.square(normalized(one, y)), x),
    shapes: [[2, 5, 4, 6], [6]],
    sums: [11.147475, 5.2078534],
  },
  {
    name: 'gradients where slopes change',
    program: (x) => gradient((one) => tf.square(slope(one)), x),
    shapes: [[3, 50]],
    sums: [420.63992, 525.80838],
  },
  {
    name: 'functions of numbers',
    program: (x) => tf.concat([tf.exp(x), tf.log(tf.add(x, 2)), tf.tanh(tf.mul(x, 3)), tf.erf(x), tf.sigmoid(x)]),
    shapes: [[30]],
    sums: [-1.4319586, -1.8366601],
  },
  {
    name: 'quotients by numbers away from zero',
    program: (x, y) =>
      tf.div(x, tf.add(y, tf.mul(0.25, tf.sub(tf.mul(2, tf.cast(tf.greaterEqual(y, 0), 'float32')), 1)))),
    shapes: [[4, 30], [30]],
    sums: [-5.2265744, -14.108335],
  },
  {
    name: 'choice by comparison',
    program: (x, y) => tf.where(tf.greater(x, y), x, tf.mul(y, 3)),
    shapes: [
      [5, 9],
      [5, 9],
    ],
    sums: [-3.5192831, -0.078656986],
  },
  {
    name: 'sums, means and the largest along axes',
    program: (x) => tf.concat([tf.sum(x, [1, 2]), tf.mean(x, [1, 2]), tf.max(x, [1, 2])]),
    shapes: [[3, 11, 13, 5]],
    sums: [-39.794721, 19.327078],
  },
  {
    name: 'sums so far',
    program: (x) => tf.concat([tf.cumsum(x, 1), tf.cumsum(x, 1, true, true)]),
    shapes: [[6, 19]],
    sums: [-0.43801977, -5.6231806],
  },
  {
    name: 'rows by their places, and the gradient',
    program: (x) => {
      const places = tf.tensor1d([4, 1, 4, 0], 'int32');
      return tf.concat([tf.gather(x, places), gradient((one) => tf.square(tf.gather(one, places)), x)]);
    },
    shapes: [[6, 7]],
    sums: [-4.8766366, 2.9662717],
  },
  {
    name: 'one-hot rows',
    program: (x) => tf.mul(tf.oneHot(tf.tensor1d([2, 0, 3], 'int32'), 5, 0.75, 0.25, 'float32'), x),
    shapes: [[3, 5]],
    sums: [0.55828751, -0.48166895],
  },
  {
    name: 'the largest and their places',
    program: (x) => {
      const { values, indices } = tf.topk(x, 5);
      return tf.concat([values, tf.cast(indices, 'float32')]);
    },
    shapes: [[4, 31]],
    sums: [-33.804197, -7.3100193],
  },
  {
    name: 'other places',
    program: (x) =>
      tf.pad(
        tf.concat(
          [tf.transpose(x, [1, 0, 2]), tf.reshape(tf.slice(tf.transpose(x, [1, 2, 0]), 0, [4, 5, 3]), [4, 3, 5])],
          1,
        ),
        [
          [1, 0],
          [0, 2],
          [1, 1],
        ],
      ),
    shapes: [[3, 4, 5]],
    sums: [-1.6415988, -3.8077822],
  },
  {
    name: 'whole numbers in other places, and along other axes than the last',
    program: (x) => {
      const whole = tf.cast(tf.mul(x, 9), 'int32');
      const moved = [tf.transpose(whole, [2, 0, 1]), tf.sum(whole, 1), tf.max(whole, 0), tf.cumsum(whole, 0)];
      const floats = tf.sum(tf.cast(tf.greater(x, 0.5), 'float32'), 1);
      return tf.concat([...moved, floats].map((one) => tf.reshape(tf.cast(one, 'float32'), [-1])));
    },
    shapes: [[12, 11, 10]],
    sums: [-110.22988, -1165.2162],
  },
  {
    name: 'larger images',
    program: (x) => tf.image.resizeBilinear(image(x), [9, 7]),
    shapes: [[1, 4, 3, 5]],
    sums: [3.8313235, 1.5052416],
  },
];
