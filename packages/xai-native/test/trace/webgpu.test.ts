import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { differentiate } from 'tfjs-gradients';
import { CompiledProgram } from '../../src/compiled-program';
import { compilerFor } from '../../src/compiler';
import { neededNodes } from '../../src/graph/needed';
import { isOnWebgpu } from '../../src/runtime/runtime';
import { trace } from '../../src/trace/trace';
import { expectClose } from '../support/agreement';

type Layer = (x: tf.Tensor, filter: tf.Tensor) => tf.Tensor;

const t4 = (x: tf.Tensor) => x as tf.Tensor4D;
const pool = (x: tf.Tensor, size: number | [number, number], stride: number, pad: 'same' | 'valid') =>
  tf.maxPool(t4(x), size, stride, pad);

/** Layers of images `[2, 9, 8, 3]`, with their filters. */
const layers: Record<string, [Layer, number[]]> = {
  'largest of windows side by side': [(x) => pool(x, 2, 2, 'valid'), [1]],
  'largest of windows that overlap, beyond the borders': [(x) => pool(x, 3, 2, 'same'), [1]],
  'largest of windows at each place': [(x) => pool(x, [2, 3], 1, 'same'), [1]],
  'largest of windows with cells between': [(x) => pool(x, 2, 3, 'valid'), [1]],
  convolution: [(x, f) => tf.conv2d(t4(x), t4(f), 1, 'same'), [3, 3, 3, 5]],
  'convolution with strides': [(x, f) => tf.conv2d(t4(x), t4(f), [2, 3], 'same'), [3, 2, 3, 5]],
  'convolution with strides longer than its kernel': [(x, f) => tf.conv2d(t4(x), t4(f), 3, 'valid'), [2, 1, 3, 5]],
  'dilated convolution': [(x, f) => tf.conv2d(t4(x), t4(f), 1, 'valid', 'NHWC', 2), [3, 3, 3, 5]],
  'convolution from six channels to four': [
    (x, f) => tf.conv2d(t4(tf.conv2d(t4(x), t4(tf.slice(f, [0, 0, 0, 0], [1, 1, 3, 6])), 1, 'same')), t4(f), 1, 'same'),
    [3, 3, 6, 8],
  ],
  'convolution by channel': [(x, f) => tf.depthwiseConv2d(t4(x), t4(f), 2, 'same'), [3, 3, 3, 2]],
  'transposed convolution': [(x, f) => tf.conv2dTranspose(t4(x), t4(f), [2, 18, 16, 4], 2, 'same'), [3, 3, 4, 3]],
};

beforeAll(async () => {
  await tf.setBackend('cpu');
});

describe.each(Object.keys(layers))('for webgpu: %s', (name) => {
  const [layer, shape] = layers[name];

  test.each([
    ['given', true],
    ['known', false],
  ])('filters are %s', async (_, areGiven) => {
    const x = tf.tidy(() => tf.round(tf.randomUniform([2, 9, 8, 3], -2, 1, 'float32', 1))); // ties, most of them below zero
    const filter = tf.randomUniform(shape, -1, 1, 'float32', 2);
    const y = tf.tidy(() => tf.randomUniform(layer(x, filter).shape, -1, 1, 'float32', 3));
    const program = (image: tf.Tensor, factor: tf.Tensor, given = filter) => [
      differentiate((one) => tf.mul(layer(one, given), factor), image).gradient,
    ];
    const inputs = areGiven ? [x, y, filter] : [x, y];
    const [expected] = tf.tidy(() => program(x, y));
    const traced = trace((...xs) => program(...(xs as [tf.Tensor, tf.Tensor])), inputs, 'webgpu');
    const used = new Set(neededNodes(traced.outputs).map(({ op }) => op));
    for (const op of ['MaxUnpool', 'ScatterElements']) expect(used).not.toContain(op);
    for (const {
      op,
      inputs: [, kernel],
      attributes,
    } of neededNodes(traced.outputs)) {
      const [first, second] = kernel?.shape ?? [];
      const group = Number(attributes.group?.value ?? 1);
      if (op === 'ConvTranspose') expect(group === 1 || group === first).toBe(true);
      if (op === 'Conv' && group === 1 && first % 4 === 0 && second > 3)
        expect(second % 4 === 0 || second % 3 > 0).toBe(true);
    }
    const compiled = await CompiledProgram.create(await compilerFor({ threads: 1 }), traced);
    const [found] = await compiled.run(inputs);
    expectClose(await found.data(), await expected.data(), 1e-5);
    await compiled.dispose();
    tf.dispose([x, y, filter, expected, found]);
  });
});

test('graphs are for webgpu where it is among the providers', () => {
  const on = (...executionProviders: (string | { name: string })[]) => isOnWebgpu({ executionProviders });
  expect([isOnWebgpu(), isOnWebgpu({}), on('cpu'), on('cuda', 'cpu')]).toEqual([false, false, false, false]);
  expect([on('webgpu'), on({ name: 'webgpu' }, 'wasm')]).toEqual([true, true]);
});
