import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { differentiate } from 'tfjs-gradients';
import type { Program } from 'xai-base';
import { neededNodes } from '../../src/graph/needed';
import { trace } from '../../src/trace/trace';
import { expectAgreement } from '../support/agreement';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

const geometry = fc.record({
  batch: fc.integer({ min: 1, max: 2 }),
  height: fc.integer({ min: 3, max: 9 }),
  width: fc.integer({ min: 3, max: 9 }),
  channels: fc.integer({ min: 1, max: 3 }),
  filters: fc.integer({ min: 1, max: 3 }),
  kernel: fc.tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 3 })),
  stride: fc.tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 4 })),
  dilation: fc.integer({ min: 1, max: 2 }),
  pad: fc.constantFrom<'same' | 'valid'>('same', 'valid'),
  seed: fc.integer({ min: 0, max: 1000 }),
});

type Geometry = Parameters<
  Parameters<typeof fc.property<[typeof geometry extends fc.Arbitrary<infer G> ? G : never]>>[1]
>[0];

/** The geometries that TensorFlow.js takes: no dilation with a stride, and a window that fits into the image. */
function isPossible({ height, width, kernel, stride, dilation, pad }: Geometry): boolean {
  const [down, right] = kernel.map((length) => (length - 1) * dilation + 1);
  return (
    (dilation === 1 || (stride[0] === 1 && stride[1] === 1)) && (pad === 'same' || (down <= height && right <= width))
  );
}

/** A function of an image, and its gradient for a cotangent that any engine computes exactly. */
const withGradient = (f: (x: tf.Tensor, weights: tf.Tensor) => tf.Tensor): Program => {
  return (x, weights) => {
    const { value, gradient } = differentiate(
      (image) => f(image, weights),
      x,
      (y) => tf.mul(y, tf.abs(y)),
    );
    return [value, gradient];
  };
};

/** Checks a function of an image and weights: with weights that are given, and with weights that it closes over. */
async function check(
  f: (x: tf.Tensor, weights: tf.Tensor) => tf.Tensor,
  image: number[],
  filter: number[],
  seed: number,
) {
  const x = tf.randomUniform(image, -1, 1, 'float32', seed);
  const weights = tf.randomUniform(filter, -1, 1, 'float32', seed + 1);
  try {
    await expectAgreement(withGradient(f), [x, weights]);
    await expectAgreement((input) => withGradient(f)(input, weights), [x]);
    await expectAgreement((input) => withGradient(f)(input, weights), [x], 1e-5, true);
  } finally {
    tf.dispose([x, weights]);
  }
}

function forAll(numRuns: number, test: (geometry: Geometry) => Promise<void>) {
  return fc.assert(fc.asyncProperty(geometry.filter(isPossible), test), { numRuns, seed: 42 });
}

test('2-D convolutions and their gradients, of any geometry', () =>
  forAll(40, async ({ batch, height, width, channels, filters, kernel, stride, dilation, pad, seed }) => {
    await check(
      (x, weights) => tf.conv2d(x as tf.Tensor4D, weights as tf.Tensor4D, stride, pad, 'NHWC', dilation),
      [batch, height, width, channels],
      [...kernel, channels, filters],
      seed,
    );
  }));

test('depthwise convolutions and their gradients', () =>
  forAll(40, async ({ batch, height, width, channels, filters, kernel, stride: [stride], dilation, pad, seed }) => {
    const strides = dilation > 1 ? 1 : stride;
    await check(
      (x, weights) => tf.depthwiseConv2d(x as tf.Tensor4D, weights as tf.Tensor4D, strides, pad, 'NHWC', dilation),
      [batch, height, width, channels],
      [...kernel, channels, filters],
      seed,
    );
  }));

test('1-D convolutions and their gradients', () =>
  forAll(20, async ({ batch, height, channels, filters, kernel: [kernel], stride: [stride], dilation, pad, seed }) => {
    await check(
      (x, weights) => tf.conv1d(x as tf.Tensor3D, weights as tf.Tensor3D, stride, pad, 'NWC', dilation),
      [batch, height, channels],
      [kernel, channels, filters],
      seed,
    );
  }));

test('a bias and a relu behind a 1-D convolution are computed with it', async () => {
  const [filter, bias] = [
    tf.randomUniform([3, 2, 4], -1, 1, 'float32', 1),
    tf.randomUniform([1, 1, 4], -1, 1, 'float32', 2),
  ];
  const x = tf.randomUniform([2, 7, 2], -1, 1, 'float32', 3);
  const layer = (y: tf.Tensor) => tf.relu(tf.add(tf.conv1d(y as tf.Tensor3D, filter as tf.Tensor3D, 1, 'same'), bias));
  await expectAgreement(withGradient(layer), [x]);
  await expectAgreement(
    withGradient((y) => tf.max(layer(y), 1)),
    [x],
  );
  const ops = neededNodes(trace((y) => [layer(y)], [x]).outputs).map(({ op }) => op);
  expect(ops.filter((op) => ['Add', 'Conv', 'Relu'].includes(op))).toEqual(['Conv', 'Relu']);
  expect(ops.indexOf('Relu')).toBe(ops.indexOf('Conv') + 1);
  tf.dispose([filter, bias, x]);
});

test('a sum that goes along another axis is no bias', async () => {
  const filter = tf.randomUniform([1, 2, 4], -1, 1, 'float32', 1);
  const [x, rows] = [
    tf.randomUniform([4, 4, 2], -1, 1, 'float32', 2),
    tf.randomUniform([4, 1, 1], -1, 1, 'float32', 3),
  ];
  const layer = (y: tf.Tensor) => tf.conv1d(y as tf.Tensor3D, filter as tf.Tensor3D, 1, 'same');
  await expectAgreement((y) => [tf.add(layer(y), tf.reshape(rows, [1, 4, 1]))], [x]);
  await expectAgreement((y) => [tf.add(layer(y), rows)], [x]);
  const image = (y: tf.Tensor) => tf.transpose(layer(tf.slice(y, 0, 1)), [0, 2, 1]); // channels first, of as many cells
  await expectAgreement((y) => [tf.add(tf.reshape(image(y), [4, 4]), tf.reshape(rows, [1, 4]))], [x]);
  tf.dispose([filter, x, rows]);
});

test('3-D convolutions and their gradients', () =>
  forAll(10, async ({ batch, height, width, channels, filters, kernel: [kernel], stride: [wish], pad, seed }) => {
    const stride = Math.min(wish, kernel);
    await check(
      (x, weights) => tf.conv3d(x as tf.Tensor5D, weights as tf.Tensor5D, stride, pad),
      [batch, height, width, 3, channels],
      [kernel, kernel, kernel, channels, filters],
      seed,
    );
  }));

test('transposed convolutions and their gradients', () =>
  forAll(30, async ({ batch, height, width, channels, filters, kernel, stride: [stride], pad, seed }) => {
    const [small, wide] = [height, width].map((length, axis) =>
      pad === 'same' ? Math.ceil(length / stride) : Math.ceil((length - kernel[axis] + 1) / stride),
    );
    await check(
      (x, weights) =>
        tf.conv2dTranspose(x as tf.Tensor4D, weights as tf.Tensor4D, [batch, height, width, filters], stride, pad),
      [batch, small, wide, channels],
      [...kernel, filters, channels],
      seed,
    );
  }));

test('maximum pooling and its gradient: the first of several largest takes it all', () =>
  forAll(40, async ({ batch, height, width, channels, kernel, stride, pad, seed }) => {
    const x = tf.tidy(() => tf.round(tf.randomUniform([batch, height, width, channels], -2, 2, 'float32', seed)));
    const pool = (image: tf.Tensor) => tf.maxPool(image as tf.Tensor4D, kernel, stride, pad);
    await expectAgreement(withGradient(pool), [x]);
    x.dispose();
  }));

test('average pooling and its gradient', () =>
  forAll(40, async ({ batch, height, width, channels, kernel, stride, pad, seed }) => {
    const x = tf.randomUniform([batch, height, width, channels], -2, 2, 'float32', seed);
    const pool = (image: tf.Tensor) => tf.avgPool(image as tf.Tensor4D, kernel, stride, pad);
    await expectAgreement(withGradient(pool), [x]);
    x.dispose();
  }));

test.each([
  ['maximum', tf.max],
  ['minimum', tf.min],
] as const)('%s over axes and its gradient: the first of several extreme elements takes it all', async (_, extreme) => {
  const x = tf.tidy(() => tf.round(tf.randomUniform([3, 4, 5, 2], -2, 2, 'float32', 1))); // ties
  const image = (y: tf.Tensor) => tf.avgPool(y as tf.Tensor4D, 2, 1, 'same'); // channels first in the graph
  for (const axes of [undefined, 0, [3], [1, 2], [0, 2], [-1, 0]]) {
    await expectAgreement(
      withGradient((y) => extreme(y, axes)),
      [x],
    );
    await expectAgreement(
      withGradient((y) => extreme(image(y), axes, true)),
      [x],
    );
  }
  x.dispose();
});

test('the gradient of a maximum is put to its place, and compares no elements', () => {
  const program = withGradient((x) => tf.max(tf.relu(x), 1));
  const ops = neededNodes(trace(program, [{ shape: [2, 9], dtype: 'float32' }]).outputs).map(({ op }) => op);
  expect(ops).toContain('ScatterND');
  for (const op of ['CumSum', 'Equal']) expect(ops).not.toContain(op);
});
