import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import * as ort from 'onnxruntime-node';
import { type Program, RandomStream } from 'xai-base';
import { compile } from '../../src';
import { blockSize } from '../../src/blocks/block-size';
import { blockedKernel, type KernelLayout } from '../../src/blocks/kernels';
import { elementsOf, whole } from '../../src/known/strided';
import type { Runtime } from '../../src/runtime/runtime';
import { relativeDistance } from '../support/agreement';
import { operatorsInBlocks } from '../support/operators';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

const draw = (shape: number[], seed: number) => tf.randomUniform(shape, -1, 1, 'float32', seed);

/** Odd integers: their products and sums are exact, and sums of an odd number of them are never zero. */
const odd = (shape: number[], seed: number) => {
  const stream = new RandomStream(seed);
  const numbers = Array.from({ length: shape.reduce((a, b) => a * b) }, () => 2 * Math.floor(4 * stream.uniform()) - 3);
  return tf.tensor(numbers, shape, 'float32');
};

/** Expects that a compiled program gives what it gives eagerly, but for the rounding of sums. */
async function expectSame(program: Program, inputs: tf.Tensor[]) {
  const eager = tf.tidy(() => program(...inputs).map((output) => output.clone()));
  const compiled = await compile(program, inputs);
  const native = await compiled.run(inputs);
  await compiled.dispose();
  for (const [index, { shape }] of eager.entries()) {
    expect(native[index].shape).toEqual(shape);
    expect(relativeDistance(native[index].dataSync(), eager[index].dataSync())).toBeLessThan(2e-6);
  }
  tf.dispose([...eager, ...native]);
}

function inBlocks(kernel: Float32Array, shape: readonly number[], layout: KernelLayout): Float32Array {
  return elementsOf(blockedKernel(whole(kernel, shape), layout));
}

test('a kernel lies in blocks of its outputs, and of its inputs within', () => {
  // [out 2, in 2, height 1, width 2]
  const kernel = Float32Array.of(1, 2, 3, 4, 5, 6, 7, 8);
  const layout = { block: 2, blocksInput: true };
  expect(Array.from(inBlocks(kernel, [2, 2, 1, 2], layout))).toEqual([1, 5, 3, 7, 2, 6, 4, 8]);
  expect(Array.from(inBlocks(kernel, [2, 2, 1, 2], { block: 2, blocksInput: false }))).toEqual([
    1, 5, 2, 6, 3, 7, 4, 8,
  ]);
});

test('channels that do not fill a block are filled up with zeros', () => {
  const layout = { block: 2, blocksInput: true };
  expect(Array.from(inBlocks(Float32Array.of(7), [1, 1, 1, 1], layout))).toEqual([7, 0, 0, 0]);
});

test('onnxruntime computes in blocks on this processor', async () => {
  expect([1, 4, 8, 16]).toContain(await blockSize(ort as unknown as Runtime));
});

test('images stay in blocks from the first convolution to the last, back and forth', async () => {
  const filters = [draw([3, 3, 3, 32], 1), draw([3, 3, 32, 32], 2)] as tf.Tensor4D[];
  const network = (x: tf.Tensor) =>
    filters.reduce((image, filter) => tf.relu(tf.conv2d(image, filter, 1, 'same')), x as tf.Tensor4D);
  const slope = tf.grad((x: tf.Tensor) => tf.sum(network(x)));
  const counts = operatorsInBlocks((x) => [slope(x)], [1, 8, 8, 3]);
  expect(counts['blocked Conv']).toBe(4);
  expect({ into: counts['blocked ReorderInput'] ?? 0, out: counts['blocked ReorderOutput'] ?? 0 }).toEqual({
    into: 0,
    out: 1, // the gradient, four cells of three channels at once
  });
  expect(counts.Relu ?? 0).toBe(0); // a part of the convolutions
  expect(counts.Conv ?? 0).toBe(0);
  const x = draw([1, 8, 8, 3], 3);
  await expectSame((x) => [slope(x)], [x]);
  tf.dispose([x, ...filters]);
});

// between two convolutions of 20 channels, which leave 12 of 32 to be filled up
const between: Record<string, (x: tf.Tensor4D) => tf.Tensor> = {
  'a number that is added': (x) => tf.add(x, 1),
  exponentials: (x) => tf.exp(x),
  logarithms: (x) => tf.log(tf.abs(x)),
  quotients: (x) => tf.div(x, tf.sub(x, 0.25)),
  reciprocals: (x) => tf.reciprocal(x),
  powers: (x) => tf.pow(tf.abs(x), tf.scalar(-0.5)),
  'bounds without zero': (x) => tf.clipByValue(x, 0.5, 6),
  'bounds around zero': (x) => tf.clipByValue(x, -0.5, 0.5),
  'what is at most a number': (x) => tf.mul(x, tf.cast(tf.lessEqual(x, 0.1), 'float32')),
  'what is equal': (x) => tf.cast(tf.equal(x, tf.abs(x)), 'float32'),
  'a choice': (x) => tf.where(tf.greater(x, 0), x, tf.mul(x, 3)),
  'a choice of numbers': (x) => tf.where(tf.greater(x, 0), x, tf.onesLike(x)),
  'numbers of channels': (x) => tf.add(x, tf.range(0, x.shape[3])),
  'numbers of places': (x) => tf.mul(x, tf.reshape(tf.range(0, 25), [1, 5, 5, 1])),
  'the largest of windows': (x) => tf.maxPool(x, 3, 1, 'same'),
  'means of windows': (x) => tf.avgPool(x, 2, 1, 'same'),
  'two of them side by side': (x) => tf.slice(tf.concat([x, tf.neg(x)], 3), [0, 0, 0, 10], [-1, -1, -1, x.shape[3]]),
  'two sums': (x) => tf.add(tf.relu(x), tf.add(x, 2)),
};

describe.each([20, 32])('%i channels', (channels) => {
  const first = odd([1, 1, 7, channels], 1) as tf.Tensor4D;
  const second = draw([3, 3, channels, channels], 2) as tf.Tensor4D;
  const x = odd([2, 5, 5, 7], 3) as tf.Tensor4D;
  test.each(Object.keys(between))('%s between convolutions', async (name) => {
    const program: Program = (image) => {
      const maps = tf.conv2d(image as tf.Tensor4D, first, 1, 'same');
      return [tf.conv2d(between[name](maps) as tf.Tensor4D, second, 1, 'same')];
    };
    await expectSame(program, [x]);
  });

  test.each([1, 2])('modified weights that are inputs (stride %i)', async (stride) => {
    const filter = draw([3, 3, 7, channels], 4);
    const bias = draw([channels], 5);
    const program: Program = (image, weight, sum) => [
      tf.relu(tf.add(tf.conv2d(image as tf.Tensor4D, weight as tf.Tensor4D, stride, 'same'), sum)),
      weight,
    ];
    await expectSame(program, [x, filter, bias]);
    tf.dispose([filter, bias]);
  });

  test('a convolution for each channel', async () => {
    const filter = draw([3, 3, channels, 1], 6) as tf.Tensor4D;
    const program: Program = (image) => [
      tf.relu6(tf.depthwiseConv2d(tf.conv2d(image as tf.Tensor4D, first, 2, 'same'), filter, 1, 'same')),
    ];
    await expectSame(program, [x]);
    filter.dispose();
  });

  afterAll(() => tf.dispose([first, second, x]));
});

const strided = fc.record({
  height: fc.integer({ min: 3, max: 9 }),
  width: fc.integer({ min: 3, max: 9 }),
  channels: fc.constantFrom(1, 2, 3, 4, 8, 16, 20),
  kernel: fc.integer({ min: 1, max: 5 }),
  stride: fc.integer({ min: 1, max: 3 }),
  pad: fc.constantFrom<'same' | 'valid'>('same', 'valid'),
  isGiven: fc.boolean(),
  seed: fc.integer({ min: 0, max: 1000 }),
});

test('gradients of convolutions of any stride, between images of many and of few channels', () =>
  fc.assert(
    fc.asyncProperty(strided, async ({ height, width, channels, kernel, stride, pad, isGiven, seed }) => {
      fc.pre(pad === 'same' || kernel <= Math.min(height, width));
      const x = draw([2, height, width, channels], seed);
      const weights = draw([kernel, kernel, channels, 32], seed + 1);
      const gradient: Program = (image, filter) => {
        const maps = (one: tf.Tensor) => tf.conv2d(one as tf.Tensor4D, filter as tf.Tensor4D, stride, pad);
        return [tf.grad((one) => tf.sum(tf.square(maps(one))))(image)];
      };
      if (isGiven) await expectSame(gradient, [x, weights]);
      else await expectSame((image) => gradient(image, weights), [x]);
      tf.dispose([x, weights]);
    }),
    { numRuns: 40, seed: 7 },
  ));

test('gradients of strided convolutions for each channel', () =>
  fc.assert(
    fc.asyncProperty(strided, async ({ height, width, kernel, stride, pad, isGiven, seed }) => {
      fc.pre(pad === 'same' || kernel <= Math.min(height, width));
      const x = draw([1, height, width, 32], seed);
      const weights = draw([kernel, kernel, 32, 1], seed + 1);
      const first = draw([1, 1, 32, 32], seed + 2) as tf.Tensor4D;
      const gradient: Program = (image, filter) => {
        const maps = (one: tf.Tensor) => {
          const before = tf.conv2d(one as tf.Tensor4D, first, 1, 'same');
          return tf.conv2d(tf.depthwiseConv2d(before, filter as tf.Tensor4D, stride, pad), first, 1, 'same');
        };
        return [tf.grad((one) => tf.sum(tf.square(maps(one))))(image)];
      };
      if (isGiven) await expectSame(gradient, [x, weights]);
      else await expectSame((image) => gradient(image, weights), [x]);
      tf.dispose([x, weights, first]);
    }),
    { numRuns: 20, seed: 7 },
  ));

test('a strided gradient is a convolution for each cell of a stride; of few channels, one for all', () => {
  const slopeOf = (channels: number) => {
    const filter = tf.ones([3, 3, channels, 32]) as tf.Tensor4D;
    const counts = operatorsInBlocks(
      (x, dy) => {
        const maps = (one: tf.Tensor) => tf.conv2d(one as tf.Tensor4D, filter, 2, 'same');
        return [tf.grad(maps)(x, dy)];
      },
      [1, 8, 8, channels],
      [1, 4, 4, 32],
    );
    filter.dispose();
    return counts;
  };
  expect(slopeOf(32)).toMatchObject({ 'blocked Conv': 4, Concat: 3 });
  expect(slopeOf(3)['blocked Conv']).toBe(1);
});
